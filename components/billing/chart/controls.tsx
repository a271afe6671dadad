import { METRIC_LABELS, STACK_LABELS, UNIT_LABELS } from '@/lib/billing/labels';
import type { Range } from '@/lib/billing/ranges';
import { METRICS, STACKS, type View, viewHref } from '@/lib/billing/view';
import { Choices } from '../choices';

/** What the chart shows: the metric, what its bars are stacked by, how wide they are, and whether they add up. */
export function ChartControls({ view, range }: { view: View; range: Range }) {
  return (
    <div className="flex max-w-full flex-wrap gap-2">
      <Choices
        label="Metric"
        choices={METRICS.map((metric) => ({
          label: METRIC_LABELS[metric],
          // The kinds of token can only be counted in tokens.
          href: viewHref(view, { metric, ...(view.by === 'kind' && metric !== 'tokens' && { by: 'model' }) }),
          chosen: view.metric === metric,
        }))}
      />
      <Choices
        label="Stacked by"
        choices={STACKS.map((by) => ({
          label: STACK_LABELS[by],
          href: viewHref(view, { by }),
          chosen: view.by === by,
        }))}
      />
      {range.units.length > 1 && (
        <Choices
          label="Bar width"
          choices={range.units.map((unit) => ({
            label: UNIT_LABELS[unit],
            href: viewHref(view, { unit }),
            chosen: range.unit === unit,
          }))}
        />
      )}
      <Choices
        label="Sums"
        choices={[
          {
            label: 'Cumulative',
            href: viewHref(view, { cumulative: !view.cumulative }),
            chosen: view.cumulative,
          },
        ]}
      />
    </div>
  );
}
