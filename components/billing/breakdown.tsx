import Link from 'next/link';
import { Skeleton } from '@/components/ui/skeleton';
import { formatAmount, formatShare } from '@/lib/billing/format';
import type { KeyNames } from '@/lib/billing/keys';
import { SPLIT_LABELS, seriesLabel } from '@/lib/billing/labels';
import type { Reading } from '@/lib/billing/reading';
import { type BreakdownItem, breakdownOf, chatsOf } from '@/lib/billing/report/breakdown';
import type { ChatFigures } from '@/lib/billing/report/chats';
import type { UsageRow } from '@/lib/billing/report/usage';
import { type Metric, SPLITS, type View, viewFilterOf, viewHref } from '@/lib/billing/view';
import { cn } from '@/lib/utils';
import { Choices } from './choices';
import { Panel } from './panel';
import { Part } from './part';
import { Unavailable } from './states/unavailable';

interface BreakdownPanelProps {
  usage: Promise<Reading<UsageRow[]>>;
  chats: Reading<ChatFigures | null>;
  view: View;
  keyNames: KeyNames | undefined;
  /** Whether the usage is read already. */
  ready: boolean;
}

/** What the usage went to. A click narrows the whole page to an item, a second one undoes that. */
export function BreakdownPanel({ ready, ...body }: BreakdownPanelProps) {
  const { view } = body;
  return (
    <Panel id="breakdown" title="Breakdown" className="h-full">
      <Choices
        label="Break down by"
        choices={SPLITS.map((split) => ({
          label: SPLIT_LABELS[split],
          href: viewHref(view, { split }),
          chosen: view.split === split,
        }))}
        className="mb-3"
      />
      <Part ready={ready} fallback={<Skeleton className="h-48" />}>
        <BreakdownBody {...body} />
      </Part>
    </Panel>
  );
}

async function BreakdownBody({ usage, chats, view, keyNames }: Omit<BreakdownPanelProps, 'ready'>) {
  const items = itemsOf(await usage, chats, view, keyNames);
  if (items === null) return <Unavailable retryHref={viewHref(view)} className="min-h-48" />;
  return <Items items={items} view={view} />;
}

type LabelledItem = BreakdownItem & { label: string };

/** null: they can't be read. */
function itemsOf(
  usage: Reading<UsageRow[]>,
  chats: Reading<ChatFigures | null>,
  view: View,
  keyNames: KeyNames | undefined,
): LabelledItem[] | null {
  const { split } = view;
  if (split === 'chat') {
    if (!chats.ok || !chats.value) return null;
    return chatsOf(chats.value, view).map((item) => ({ ...item, label: item.title ?? 'A deleted chat' }));
  }
  if (!usage.ok) return null;
  const items = breakdownOf(usage.value, split, view, view.metric);
  return items.map((item) => ({ ...item, label: seriesLabel(split, item.name, keyNames) }));
}

function Items({ items, view }: { items: LabelledItem[]; view: View }) {
  if (items.length === 0) {
    return (
      <p className="py-2 text-muted-foreground text-sm">
        {view.split === 'chat' ? 'No chats counted in this view' : 'Nothing counted in this view'}
      </p>
    );
  }
  return (
    <>
      <ul className="-mx-2 space-y-0.5">
        {items.map((item) => (
          <li key={item.name}>
            <Item item={item} metric={view.metric} href={toggledHref(view, item)} />
          </li>
        ))}
      </ul>
      {view.split === 'chat' && <p className="mt-3 text-muted-foreground text-xs">{wordsOnChats(view)}</p>}
    </>
  );
}

/** A filter by source leaves replies or titles; and shares are of what the filters leave, but for that by chat. */
function wordsOnChats({ model, via, key }: View): string {
  const chats = via === null ? 'The biggest chats, replies and titles together.' : 'The biggest chats.';
  const isFiltered = model !== null || via !== null || key !== null;
  return `${chats} Shares are of all the app’s usage${isFiltered ? ' that the filters by model, source and key leave' : ''}.`;
}

/** null: the page can’t be narrowed to it. */
function toggledHref(view: View, { name, selected }: BreakdownItem): string | null {
  if (selected) return viewHref(view, viewFilterOf(view.split, null));
  const narrowed = viewFilterOf(view.split, name);
  return narrowed[view.split] === null ? null : viewHref(view, narrowed);
}

interface ItemProps {
  item: LabelledItem;
  metric: Metric;
  /** null: it is no link. */
  href: string | null;
}

const ITEM = 'relative flex items-center gap-3 overflow-hidden rounded-sm px-2 py-1.5 text-sm tabular-nums';

function Item({ item, metric, href }: ItemProps) {
  if (href === null) {
    return (
      <div className={ITEM}>
        <ItemFigures item={item} metric={metric} />
      </div>
    );
  }
  return (
    <Link
      href={href}
      scroll={false}
      prefetch={false}
      aria-current={item.selected ? 'true' : undefined}
      className={cn(
        ITEM,
        'hover:bg-accent aria-[current]:ring-1 aria-[current]:ring-primary aria-[current]:ring-inset',
      )}
    >
      <ItemFigures item={item} metric={metric} />
    </Link>
  );
}

/** The bar behind the name shows the share. */
function ItemFigures({ item, metric }: Omit<ItemProps, 'href'>) {
  return (
    <>
      <span
        aria-hidden
        className="absolute inset-y-0 left-0 bg-primary/12"
        style={{ width: `${item.share * 100}%` }}
      />
      <span className="relative truncate" title={item.label}>
        {item.label}
      </span>
      <span className="relative ml-auto shrink-0">{formatAmount(metric, item.amount)}</span>
      <span className="relative w-10 shrink-0 whitespace-nowrap text-right text-muted-foreground text-xs">
        {item.amount === null ? '–' : formatShare(item.share)}
      </span>
    </>
  );
}
