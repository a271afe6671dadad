import Link from 'next/link';
import { formatAmount, formatShare } from '@/lib/billing/format';
import { seriesLabel } from '@/lib/billing/labels';
import type { Reading } from '@/lib/billing/reading';
import { type BreakdownItem, breakdownOf } from '@/lib/billing/report/breakdown';
import type { UsageRow } from '@/lib/billing/report/usage';
import { type Metric, type View, viewFilterOf, viewHref } from '@/lib/billing/view';
import { Panel } from './panel';
import { Unavailable } from './states/unavailable';

/** What the usage went to. A click narrows the whole page to an item, a second one undoes that. */
export async function BreakdownPanel({ usage, view }: { usage: Promise<Reading<UsageRow[]>>; view: View }) {
  const read = await usage;
  if (!read.ok) {
    return (
      <Panel id="breakdown" title="Breakdown">
        <Unavailable retryHref={viewHref(view)} className="min-h-48" />
      </Panel>
    );
  }
  const { byModel, byVia } = breakdownOf(read.value, view, view.metric);
  return (
    <Panel id="breakdown" title="Breakdown" className="h-full">
      <div className="space-y-6">
        <Items title="By model" by="model" items={byModel} view={view} />
        <Items title="By source" by="via" items={byVia} view={view} />
      </div>
    </Panel>
  );
}

interface ItemsProps {
  title: string;
  by: 'model' | 'via';
  items: BreakdownItem[];
  view: View;
}

function Items({ title, by, items, view }: ItemsProps) {
  return (
    <div>
      <h3 className="mb-2 text-muted-foreground text-xs">{title}</h3>
      {items.length === 0 && <p className="py-2 text-muted-foreground text-sm">Nothing in this view</p>}
      <ul className="-mx-2 space-y-0.5">
        {items.map((item) => (
          <li key={item.name}>
            <Item by={by} item={item} metric={view.metric} href={viewHref(view, toggled(by, item))} />
          </li>
        ))}
      </ul>
    </div>
  );
}

function toggled(by: ItemsProps['by'], { name, selected }: BreakdownItem): Partial<View> {
  return viewFilterOf(by, selected ? null : name);
}

interface ItemProps {
  by: ItemsProps['by'];
  item: BreakdownItem;
  metric: Metric;
  href: string;
}

/** The bar behind the name shows the share. */
function Item({ by, item, metric, href }: ItemProps) {
  return (
    <Link
      href={href}
      scroll={false}
      prefetch={false}
      aria-current={item.selected ? 'true' : undefined}
      className="relative flex items-center gap-3 overflow-hidden rounded-sm px-2 py-1.5 text-sm tabular-nums hover:bg-accent aria-[current]:ring-1 aria-[current]:ring-primary aria-[current]:ring-inset"
    >
      <span
        aria-hidden
        className="absolute inset-y-0 left-0 bg-primary/12"
        style={{ width: `${item.share * 100}%` }}
      />
      <span className="relative truncate">{seriesLabel(by, item.name)}</span>
      <span className="relative ml-auto shrink-0">{formatAmount(metric, item.amount)}</span>
      <span className="relative w-9 shrink-0 text-right text-muted-foreground text-xs">
        {formatShare(item.share)}
      </span>
    </Link>
  );
}
