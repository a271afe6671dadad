import { Skeleton } from '@/components/ui/skeleton';
import { formatAmount, formatBucket, formatSpan } from '@/lib/billing/format';
import type { KeyNames } from '@/lib/billing/keys';
import { METRIC_LABELS, STACK_LABELS, seriesLabel, UNIT_LABELS } from '@/lib/billing/labels';
import type { Range } from '@/lib/billing/ranges';
import type { Reading } from '@/lib/billing/reading';
import { sumAmounts } from '@/lib/billing/report/amount';
import { type Chart, chartOf } from '@/lib/billing/report/chart';
import type { LedgerFigures } from '@/lib/billing/report/ledger-figures';
import { filterUsage, isUncounted } from '@/lib/billing/report/totals';
import type { UsageRow } from '@/lib/billing/report/usage';
import { csvHref } from '@/lib/billing/shown-at';
import { type View, viewHref } from '@/lib/billing/view';
import { CsvLink } from '../csv-link';
import { Panel } from '../panel';
import { Part } from '../part';
import { EmptyRange, Unavailable, Uncounted } from '../states/unavailable';
import { colourOf } from './colours';
import { ChartControls } from './controls';
import { NumbersTable } from './numbers-table';
import { Plot } from './plot';
import { Readout } from './readout';

interface UsageChartProps {
  usage: Promise<Reading<UsageRow[]>>;
  figures: Reading<LedgerFigures>;
  view: View;
  range: Range;
  timeZone: string;
  now: Date;
  keyNames: KeyNames | undefined;
  /** Whether the usage is read already. */
  ready: boolean;
}

/** Of the chart with as much of a legend as `Readout` shows at most: three rows in three columns, else half a row more. */
const BODY_HEIGHT = 'min-h-[406px] @4xl:min-h-[394px]';

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

async function ChartBody({ usage, figures, ...rest }: ChartBodyProps) {
  const { view, range, timeZone, now } = rest;
  const read = await usage;
  if (!read.ok) return <Unavailable retryHref={viewHref(view)} className={BODY_HEIGHT} />;
  const ledger = figures.ok ? figures.value : null;
  if (isUncounted(filterUsage(read.value, view), ledger)) return <Uncounted className={BODY_HEIGHT} />;
  const chart = chartOf(read.value, view, range, { timeZone, now });
  if (chart.series.length === 0) return <EmptyRange view={view} what="usage" className={BODY_HEIGHT} />;
  return <DrawnChart chart={chart} {...rest} />;
}

function DrawnChart({
  chart,
  view,
  range,
  timeZone,
  now,
  keyNames,
}: Omit<ChartBodyProps, 'usage' | 'figures'> & { chart: Chart }) {
  const { metric, by, buckets } = chart;
  const whole = sumAmounts(chart.series.map(({ total }) => total));
  const span = formatSpan(range, timeZone, now);
  const series = chart.series.map((each) => ({
    id: each.name,
    name: seriesLabel(by, each.name, keyNames),
    colour: colourOf(each),
  }));
  const sums = chart.series.map((each) => formatAmount(metric, each.total));
  // Those with no sum yet are at the end.
  const columns = buckets.flatMap(({ start, amounts, total }) =>
    total === undefined
      ? []
      : {
          start: start.toISOString(),
          name: formatBucket(start, range.unit, timeZone),
          total: formatAmount(metric, total),
          values: amounts.map((amount) => formatAmount(metric, amount)),
        },
  );
  return (
    <div className={BODY_HEIGHT}>
      <Readout
        series={series}
        columns={columns}
        bars={buckets.length}
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
        <CsvLink href={csvHref(view, { timeZone, now }, '/billing/export/usage')} what="These numbers" />
      </NumbersTable>
    </div>
  );
}
