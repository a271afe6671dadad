import { Group } from '@visx/group';
import { Bar } from '@visx/shape';
import { formatShortCount } from '@/lib/billing/format';
import type { Chart } from '@/lib/billing/report/chart';
import type { Metric, Unit } from '@/lib/billing/view';
import { formatUsd, PICO_PER_USD, picoUsd } from '@/lib/money';
import { cn } from '@/lib/utils';
import { axisLabels } from './axis-labels';
import { colourOf } from './colours';
import { type Layout, layOut, PLOT_HEIGHT } from './layout';

interface PlotProps {
  chart: Chart;
  unit: Unit;
  timeZone: string;
  /** The chart in a sentence, for those who don't see it. */
  title: string;
  description: string;
}

const AXIS_HEIGHT = 26;
/** $0.00001: below it, an amount for people to read has too few digits to tell two lines of the grid apart. */
const TINY_PICO = PICO_PER_USD / 100_000n;

/** The bars as SVG, drawn on the server. `Readout` lies over them. */
export function Plot({ chart, unit, timeZone, title, description }: PlotProps) {
  const { paths, ticks } = layOut(chart);
  return (
    <div className="relative pl-14">
      <TickLabels ticks={ticks} metric={chart.metric} />
      <svg
        role="img"
        aria-labelledby="chart-title chart-description"
        width="100%"
        height={PLOT_HEIGHT + AXIS_HEIGHT}
        className="block overflow-visible"
      >
        <title id="chart-title">{title}</title>
        <desc id="chart-description">{description}</desc>
        <Group>
          {ticks.map(({ y }) => (
            <Bar
              key={y}
              x="0"
              y={y}
              width="100%"
              height={1}
              fill="var(--border)"
              shapeRendering="crispEdges"
            />
          ))}
        </Group>
        <svg
          aria-hidden
          viewBox={`0 0 100 ${PLOT_HEIGHT}`}
          preserveAspectRatio="none"
          width="100%"
          height={PLOT_HEIGHT}
        >
          {chart.series.map((series, index) => (
            <path key={series.name} d={paths[index]} fill={colourOf(series)} />
          ))}
        </svg>
        <BucketLabels chart={chart} unit={unit} timeZone={timeZone} />
      </svg>
    </div>
  );
}

function TickLabels({ ticks, metric }: Pick<Layout, 'ticks'> & { metric: Metric }) {
  return ticks.map(({ value, y }) => (
    <span
      key={value}
      aria-hidden
      // Held by its right end: a long one goes into the margin, not over the bars.
      className="absolute left-12 -translate-x-full -translate-y-1/2 whitespace-nowrap text-[11px] text-muted-foreground tabular-nums"
      style={{ top: y }}
    >
      {formatTickValue(value, metric)}
    </span>
  ));
}

function formatTickValue(value: number, metric: Metric): string {
  if (value === 0) return '0';
  if (metric !== 'cost') return formatShortCount(value);
  if (Math.abs(value) >= 1_000) return `${value < 0 ? '-' : ''}$${formatShortCount(Math.abs(value))}`;
  const pico = picoUsd(BigInt(Math.round(value * Number(PICO_PER_USD))));
  return formatUsd(pico, pico < TINY_PICO ? { decimals: 'all' } : {});
}

function BucketLabels({
  chart: { buckets },
  unit,
  timeZone,
}: Pick<PlotProps, 'chart' | 'unit' | 'timeZone'>) {
  const starts = buckets.map(({ start }) => start);
  return axisLabels(starts, unit, timeZone).map(({ index, text, always }) => (
    <text
      key={index}
      aria-hidden
      x={`${((index + 0.5) / buckets.length) * 100}%`}
      y={PLOT_HEIGHT + AXIS_HEIGHT - 6}
      textAnchor="middle"
      fill="var(--muted-foreground)"
      className={cn('text-[11px]', !always && 'hidden @2xl:inline')}
    >
      {text}
    </text>
  ));
}
