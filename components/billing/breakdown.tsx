import Link from 'next/link';
import { formatCost, formatShare, formatShortCount } from '@/lib/billing/format';
import { seriesLabel } from '@/lib/billing/labels';
import type { Reading } from '@/lib/billing/reading';
import { type BreakdownItem, breakdownOf } from '@/lib/billing/report/breakdown';
import type { UsageRow } from '@/lib/billing/report/usage';
import { type View, viewFilterOf, viewHref } from '@/lib/billing/view';
import { cn } from '@/lib/utils';
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
  const { byModel, byVia } = breakdownOf(read.value, view);
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
      <h3 className="mb-1 text-muted-foreground text-xs">{title}</h3>
      {items.length === 0 && <p className="py-2 text-muted-foreground text-sm">Nothing in this view</p>}
      <ul className="-mx-2">
        {items.map((item) => (
          <li key={item.name}>
            <Item by={by} item={item} href={viewHref(view, toggled(by, item))} />
          </li>
        ))}
      </ul>
    </div>
  );
}

function toggled(by: ItemsProps['by'], { name, selected }: BreakdownItem): Partial<View> {
  return viewFilterOf(by, selected ? null : name);
}

function Item({ by, item, href }: { by: ItemsProps['by']; item: BreakdownItem; href: string }) {
  return (
    <Link
      href={href}
      scroll={false}
      prefetch={false}
      aria-current={item.selected ? 'true' : undefined}
      className={cn(
        'block rounded-md px-2 py-1.5 transition-colors hover:bg-accent',
        item.selected && 'bg-accent',
      )}
    >
      <span className="flex items-baseline gap-3 text-sm tabular-nums">
        <span className="truncate">{seriesLabel(by, item.name)}</span>
        <span className="ml-auto shrink-0">{formatCost(item.costPico)}</span>
        <span className="w-10 shrink-0 text-right text-muted-foreground text-xs">
          {formatShare(item.share)}
        </span>
      </span>
      <span aria-hidden className="mt-1 block h-1 rounded-full bg-muted">
        <span className="block h-full rounded-full bg-primary/70" style={{ width: `${item.share * 100}%` }} />
      </span>
      <span className="mt-1 block text-muted-foreground text-xs tabular-nums">
        {formatShortCount(item.totalTokens)} tokens · {formatShortCount(item.requests)}{' '}
        {item.requests === 1 ? 'request' : 'requests'}
      </span>
    </Link>
  );
}
