import { X } from 'lucide-react';
import Link from 'next/link';
import type { ReactNode } from 'react';
import { Button } from '@/components/ui/button';
import { Input } from '@/components/ui/input';
import { isoDay } from '@/lib/billing/format';
import { chatLabel, RANGE_LABELS, seriesLabel } from '@/lib/billing/labels';
import { isTooLong, MOST_DAYS, type Range } from '@/lib/billing/ranges';
import type { LedgerParts } from '@/lib/billing/read-page';
import type { Reading } from '@/lib/billing/reading';
import { FIRST_DAY, LAST_DAY, RANGES, type View, viewFields, viewHref } from '@/lib/billing/view';
import { Choices } from './choices';

interface RangePickerProps {
  view: View;
  range: Range;
  timeZone: string;
  /** Knows the names of keys and chats. */
  ledger: Reading<LedgerParts>;
}

/** What stretch of time the page is about, and what it is narrowed to. */
export function RangePicker({ view, range, timeZone, ledger }: RangePickerProps) {
  const days = { from: isoDay(range.from, timeZone), to: isoDay(new Date(range.to.getTime() - 1), timeZone) };
  return (
    <div className="flex flex-wrap items-center gap-x-4 gap-y-3">
      <Choices
        label="Range"
        choices={RANGES.map((name) => ({
          label: RANGE_LABELS[name],
          href: viewHref(view, {
            range: name,
            from: null,
            to: null,
            unit: null,
            ...(name === 'custom' && days),
          }),
          chosen: view.range === name,
        }))}
      />
      {view.range === 'custom' && <CustomDays view={view} {...days} />}
      {isTooLong(view) && (
        <p className="text-sm text-warning">{MOST_DAYS} days at most: these are the last of those chosen.</p>
      )}
      <div className="flex flex-wrap gap-2 empty:hidden">
        {view.model !== null && <Filter undoHref={viewHref(view, { model: null })}>{view.model}</Filter>}
        {view.via !== null && (
          <Filter undoHref={viewHref(view, { via: null })}>{seriesLabel('via', view.via)}</Filter>
        )}
        {view.key !== null && (
          <Filter undoHref={viewHref(view, { key: null })}>
            {seriesLabel('key', view.key, ledger.ok ? ledger.value.keyNames : undefined)}
          </Filter>
        )}
        {view.chat !== null && (
          <Filter undoHref={viewHref(view, { chat: null })}>
            {ledger.ok ? chatLabel(ledger.value.chatTitle) : 'One chat'}
          </Filter>
        )}
      </div>
    </div>
  );
}

function CustomDays({ view, from, to }: { view: View; from: string; to: string }) {
  return (
    <form action="/billing" className="flex flex-wrap items-center gap-2 text-sm">
      {viewFields(view, { from: null, to: null, unit: null }).map(([name, value]) => (
        <input key={name} type="hidden" name={name} value={value} />
      ))}
      <Input
        type="date"
        name="from"
        aria-label="First day"
        defaultValue={from}
        key={`from ${from}`}
        min={FIRST_DAY}
        max={LAST_DAY}
        required
        className="h-8 w-auto"
      />
      <span className="text-muted-foreground">to</span>
      <Input
        type="date"
        name="to"
        aria-label="Last day"
        defaultValue={to}
        key={`to ${to}`}
        min={FIRST_DAY}
        max={LAST_DAY}
        required
        className="h-8 w-auto"
      />
      <Button type="submit" variant="outline" size="sm">
        Show
      </Button>
    </form>
  );
}

function Filter({ undoHref, children }: { undoHref: string; children: ReactNode }) {
  return (
    <Link
      href={undoHref}
      scroll={false}
      prefetch={false}
      className="inline-flex items-center gap-1.5 rounded-full border bg-accent px-3 py-1 text-xs hover:border-input"
    >
      <span className="sr-only">Only </span>
      {children}
      <X aria-hidden className="size-3" />
      <span className="sr-only">: undo</span>
    </Link>
  );
}
