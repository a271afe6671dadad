'use client';

import { type FocusEvent, type PointerEvent, type ReactNode, useRef, useState } from 'react';
import { ScrollArea } from '@/components/ui/scroll-area';
import { useIsHydrated } from '@/components/ui/use-in-browser';

export interface ReadoutColumn {
  name: string;
  total: string;
  /** One for each series, in their order. */
  values: string[];
}

/** Two may have one name: the clock shows an hour twice when it goes back. */
export interface ReadoutBar extends ReadoutColumn {
  /** ISO 8601. */
  start: string;
}

export interface ReadoutSeries {
  id: string;
  /** May be another's, too. */
  name: string;
  colour: string;
}

interface ReadoutProps {
  series: ReadoutSeries[];
  /** Of the bars from the left, as far as they have begun. */
  columns: ReadoutBar[];
  /** How many there are in the plot. */
  bars: number;
  /** What is read out while no bar is pointed at. */
  whole: ReadoutColumn;
  /** The plot. */
  children: ReactNode;
}

/**
 * Reads out the bar under the pointer, the finger or the keyboard: the legend shows its values in place of the sums,
 * so nothing moves. A range input lies over the plot for the keyboard; it lets the pointer through, by which it would
 * choose another bar than the one below. A bar stays as long as the pointer or the focus is here, as the legend may have
 * to be scrolled for its values; one that was tapped, until the focus leaves.
 */
export function Readout({ series, columns, bars, whole, children }: ReadoutProps) {
  const [index, setIndex] = useState<number | null>(null);
  const slider = useRef<HTMLInputElement>(null);
  const hasScript = useIsHydrated();
  const shown = (index === null ? undefined : columns[index]) ?? whole;

  function follow(event: PointerEvent<HTMLElement>) {
    const box = event.currentTarget.getBoundingClientRect();
    const place = Math.floor(((event.clientX - box.left) / box.width) * bars);
    const bar = Math.min(Math.max(place, 0), bars - 1);
    setIndex(bar < columns.length ? bar : null);
  }

  function press(event: PointerEvent<HTMLElement>) {
    follow(event);
    slider.current?.focus({ preventScroll: true });
  }

  function leave(event: PointerEvent<HTMLElement>) {
    if (!event.currentTarget.contains(document.activeElement)) setIndex(null);
  }

  function blur(event: FocusEvent<HTMLElement>) {
    if (!event.currentTarget.contains(event.relatedTarget)) setIndex(null);
  }

  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: it only notes that nobody is here any more
    <div onPointerLeave={leave} onBlur={blur} className="space-y-4">
      <Legend series={series} shown={shown} widest={widest([whole, ...columns])} />
      <div className="relative">
        {index !== null && <Highlight index={index} count={bars} />}
        {children}
        {hasScript && (
          // biome-ignore lint/a11y/noStaticElementInteractions: for the keyboard there is the input
          <div
            onPointerMove={follow}
            onPointerDown={press}
            // A finger that scrolls the page: it began here by chance.
            onPointerCancel={() => slider.current?.blur()}
            // Else the browser takes the focus away from the input, which is not what was pressed.
            onMouseDown={(event) => event.preventDefault()}
            className="absolute inset-y-0 right-0 left-14 cursor-crosshair touch-pan-y"
          >
            <input
              ref={slider}
              type="range"
              aria-label="Read out a bar"
              aria-valuetext={spoken(shown, series)}
              min={0}
              max={columns.length - 1}
              value={index ?? 0}
              onChange={(event) => setIndex(Number(event.target.value))}
              onFocus={(event) => event.target.matches(':focus-visible') && setIndex((now) => now ?? 0)}
              className="peer pointer-events-none absolute inset-0 m-0 size-full opacity-0"
            />
            <span className="pointer-events-none absolute -inset-1 rounded-md peer-focus-visible:outline-2 peer-focus-visible:outline-ring" />
          </div>
        )}
      </div>
    </div>
  );
}

/** Where it has more than three rows it scrolls, so that a chart of many series is no higher than what stood for it. */
function Legend({
  series,
  shown,
  widest,
}: Pick<ReadoutProps, 'series'> & { shown: ReadoutColumn; widest: number }) {
  return (
    <div className="space-y-2 text-sm tabular-nums">
      <p className="flex items-baseline justify-between gap-4">
        <span className="text-muted-foreground">{shown.name}</span>
        <strong className="font-semibold">{shown.total}</strong>
      </p>
      {/* Ends amid a row, which shows that there are more. */}
      <ScrollArea label="Legend" className="max-h-17 overflow-y-auto">
        <ul className="grid grid-cols-1 gap-x-8 gap-y-1 @md:grid-cols-2 @4xl:grid-cols-3">
          {series.map(({ id, name, colour }, place) => (
            <li key={id} className="flex min-w-0 items-center gap-2 text-xs">
              <span
                aria-hidden
                className="size-2.5 shrink-0 rounded-xs forced-color-adjust-none"
                style={{ background: colour }}
              />
              <span className="truncate" title={name}>
                {name}
              </span>
              <span className="ml-auto text-right text-muted-foreground" style={{ minWidth: `${widest}ch` }}>
                {shown.values[place]}
              </span>
            </li>
          ))}
        </ul>
      </ScrollArea>
    </div>
  );
}

function Highlight({ index, count }: { index: number; count: number }) {
  return (
    <div aria-hidden className="pointer-events-none absolute top-0 right-0 bottom-6.5 left-14">
      <span
        className="absolute inset-y-0 rounded-xs bg-foreground/8"
        style={{ left: `${(index / count) * 100}%`, width: `${100 / count}%` }}
      />
    </div>
  );
}

function spoken(column: ReadoutColumn, series: ReadoutProps['series']): string {
  const values = series.map(({ name }, place) => `${name} ${column.values[place]}`);
  return `${column.name}: ${column.total}. ${values.join(', ')}`;
}

function widest(columns: ReadoutColumn[]): number {
  return Math.max(...columns.flatMap(({ values }) => values.map((value) => value.length)));
}
