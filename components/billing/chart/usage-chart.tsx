import { Skeleton } from '@/components/ui/skeleton';
import { formatAmount, formatBucket, formatSpan } from '@/lib/billing/format';
import type { KeyNames } from '@/lib/billing/keys';
import { METRIC_LABELS, STACK_LABELS, seriesLabel, UNIT_LABELS } from '@/lib/billing/labels';
import type { Range } from '@/lib/billing/ranges';
import type { Reading } from '@/lib/billing/reading';
import { sumAmounts } from '@/lib/billing/report/amount';
import { type Chart, chartOf } from '@/lib/billing/report/chart';
import type { UsageRow } from '@/lib/billing/report/usage';
import { NO_FILTER, type View, viewHref } from '@/lib/billing/view';
import { CsvLink } from '../csv-link';
import { Panel } from '../panel';
import { Part } from '../part';
import { EmptyRange, Unavailable } from '../states/unavailable';
import { colourOf } from './colours';
import { ChartControls } from './controls';
import { NumbersTable } from './numbers-table';
import { Plot } from './plot';
import { Readout } from './readout';

interface UsageChartProps {
  usage: Promise<Reading<UsageRow[]>>;
  view: View;
  range: Range;
  timeZone: string;
  keyNames: KeyNames | undefined;
  /** Whether the usage is read already. */
  ready: boolean;
}

/** Holds a legend of all nine series in three columns, and at least of three in one. */
const BODY_HEIGHT = 'min-h-[394px]';

/** Usage over time, stacked, with its controls and its numbers. The frame stands before there are figures to draw. */
export function UsageChart({ ready, ...body }: UsageChartProps) {
  return (
    <Panel id="usage" title="Usage" aside={<ChartControls view={body.view} range={body.range} />}>
      <Part ready={ready} fallback={<Skeleton className={BODY_HEIGHT} />}>
        <ChartBody {...body} />
      </Part>
    </Panel>
  );
}

type ChartBodyProps = Omit<UsageChartProps, 'ready'>;

async function ChartBody({ usage, ...rest }: ChartBodyProps) {
  const { view, range, timeZone } = rest;
  const read = await usage;
  if (!read.ok) return <Unavailable retryHref={viewHref(view)} className={BODY_HEIGHT} />;
  const chart = chartOf(read.value, view, range, timeZone);
  if (chart.series.every(({ total }) => total === 0n)) {
    return <EmptyRange everythingHref={viewHref(view, EVERYTHING)} className={BODY_HEIGHT} />;
  }
  return <DrawnChart chart={chart} {...rest} />;
}

function DrawnChart({
  chart,
  view,
  range,
  timeZone,
  keyNames,
}: Omit<ChartBodyProps, 'usage'> & { chart: Chart }) {
  const { metric, by, buckets } = chart;
  const whole = sumAmounts(chart.series.map(({ total }) => total));
  const span = formatSpan(range, timeZone);
  const series = chart.series.map((each) => ({
    id: each.name,
    name: seriesLabel(by, each.name, keyNames),
    colour: colourOf(each),
  }));
  const sums = chart.series.map((each) => formatAmount(metric, each.total));
  const columns = buckets.map(({ start, amounts, total }) => ({
    start: start.toISOString(),
    name: formatBucket(start, range.unit, timeZone),
    total: formatAmount(metric, total),
    values: amounts.map((amount) => formatAmount(metric, amount)),
  }));
  return (
    <div className={BODY_HEIGHT}>
      <Readout
        series={series}
        columns={columns}
        whole={{ name: span, total: formatAmount(metric, whole), values: sums }}
      >
        <Plot
          chart={chart}
          unit={range.unit}
          timeZone={timeZone}
          title={`${METRIC_LABELS[metric]} by ${STACK_LABELS[by].toLowerCase()}, ${span}`}
          description={series.map(({ name }, index) => `${name}: ${sums[index]}`).join('. ')}
        />
      </Readout>
      <NumbersTable rowTitle={UNIT_LABELS[range.unit]} series={series} columns={columns}>
        <CsvLink href={viewHref(view, { tz: timeZone }, '/billing/export/usage')} what="These numbers" />
      </NumbersTable>
    </div>
  );
}

const EVERYTHING = { ...NO_FILTER, range: '90d', unit: null } as const;
