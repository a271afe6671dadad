import Link from 'next/link';
import { ScrollArea } from '@/components/ui/scroll-area';
import { Skeleton } from '@/components/ui/skeleton';
import { formatAmount, formatShare } from '@/lib/billing/format';
import type { KeyNames } from '@/lib/billing/keys';
import { chatLabel, SPLIT_LABELS, seriesLabel } from '@/lib/billing/labels';
import type { Reading } from '@/lib/billing/reading';
import { type BreakdownItem, breakdownOf, chatsOf } from '@/lib/billing/report/breakdown';
import type { BiggestChats } from '@/lib/billing/report/chats';
import type { UsageRow } from '@/lib/billing/report/usage';
import {
  type Metric,
  NO_KEY,
  SPLITS,
  type Split,
  type View,
  viewFilterOf,
  viewHref,
} from '@/lib/billing/view';
import { cn } from '@/lib/utils';
import { Choices } from './choices';
import { Panel } from './panel';
import { Part } from './part';
import { Unavailable } from './states/unavailable';

interface BreakdownPanelProps {
  usage: Promise<Reading<UsageRow[]>>;
  chats: Reading<BiggestChats | null>;
  view: View;
  keyNames: KeyNames | undefined;
  /** Whether the usage is read already. */
  ready: boolean;
}

/**
 * As high with one item as with many, which scroll, and as what stands for them: nothing below moves. Beside the chart it
 * takes the height that the chart has.
 */
const BODY_HEIGHT = 'h-38 shrink-0 @5xl:h-0 @5xl:min-h-[350px] @5xl:grow';

/** What the usage went to. A click narrows the whole page to an item, a second one undoes that. */
export function BreakdownPanel({ usage, chats, view, keyNames, ready }: BreakdownPanelProps) {
  return (
    <Panel id="breakdown" title="Breakdown" className="flex h-full flex-col">
      <Choices
        label="Break down by"
        choices={SPLITS.map((split) => ({
          label: SPLIT_LABELS[split],
          href: viewHref(view, { split }),
          chosen: view.split === split,
        }))}
        className="mb-3"
      />
      {view.split === 'chat' ? (
        <Chats chats={chats} view={view} />
      ) : (
        <Part ready={ready} fallback={<Skeleton className={BODY_HEIGHT} />}>
          <UsageItems usage={usage} split={view.split} view={view} keyNames={keyNames} />
        </Part>
      )}
    </Panel>
  );
}

interface UsageItemsProps extends Pick<BreakdownPanelProps, 'usage' | 'view' | 'keyNames'> {
  split: Exclude<Split, 'chat'>;
}

async function UsageItems({ usage, split, view, keyNames }: UsageItemsProps) {
  const read = await usage;
  if (!read.ok) return <Unavailable retryHref={viewHref(view)} className={BODY_HEIGHT} />;
  const items = breakdownOf(read.value, split, view, view.metric).map((item) => ({
    ...item,
    label: seriesLabel(split, item.name, keyNames),
  }));
  if (items.length === 0) return <Nothing className={BODY_HEIGHT}>Nothing counted in this view</Nothing>;
  return (
    // Ends amid an item, which shows that there are more.
    <ScrollArea label="Items of the breakdown" className={cn('-mx-2 overflow-y-auto', BODY_HEIGHT)}>
      <Items items={items} view={view} keyNames={keyNames} />
    </ScrollArea>
  );
}

/** Are the ledger's, which is read before the page is drawn: nothing stands for them, and they take what room they need. */
function Chats({ chats, view }: Pick<BreakdownPanelProps, 'chats' | 'view'>) {
  if (!chats.ok || !chats.value) return <Unavailable retryHref={viewHref(view)} className={BODY_HEIGHT} />;
  const items = chatsOf(chats.value, view).map((item) => ({
    ...item,
    label: chatLabel(item.title),
  }));
  if (items.length === 0) return <Nothing>No chats counted in this view</Nothing>;
  return (
    <>
      <div className="-mx-2">
        <Items items={items} view={view} />
      </div>
      <p className="mt-3 text-muted-foreground text-xs">{wordsOnChats(view)}</p>
    </>
  );
}

function Nothing({ className, children }: { className?: string; children: string }) {
  return <p className={cn('py-2 text-muted-foreground text-sm', className)}>{children}</p>;
}

type LabelledItem = BreakdownItem & { label: string };

interface ItemsProps {
  items: LabelledItem[];
  view: View;
  /** Needed for items of keys only. */
  keyNames?: KeyNames | undefined;
}

function Items({ items, view, keyNames }: ItemsProps) {
  return (
    <ul className="space-y-0.5">
      {items.map((item) => (
        <li key={item.name}>
          <Item item={item} metric={view.metric} href={toggledHref(view, item, keyNames)} />
        </li>
      ))}
    </ul>
  );
}

/** A filter by source leaves replies or titles; and shares are of what the filters leave, but for that by chat. */
function wordsOnChats({ model, via, key }: View): string {
  const chats = via === null ? 'The biggest chats, replies and titles together.' : 'The biggest chats.';
  const isFiltered = model !== null || via !== null || key !== null;
  return `${chats} Shares are of all the app’s usage${isFiltered ? ' that the filters by model, source and key leave' : ''}.`;
}

/** null: the page can’t be narrowed to it. */
function toggledHref(view: View, { name, selected }: BreakdownItem, keyNames?: KeyNames): string | null {
  if (selected) return viewHref(view, viewFilterOf(view.split, null));
  // A key of another service may look like one of ours, and a view of it is not found.
  if (view.split === 'key' && keyNames && name !== NO_KEY && !keyNames.has(name)) return null;
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
        // Within, as what scrolls cuts off what is drawn around.
        'hover:bg-accent focus-visible:-outline-offset-2 aria-[current]:ring-1 aria-[current]:ring-primary aria-[current]:ring-inset',
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
        style={{ width: `${(item.share ?? 0) * 100}%` }}
      />
      <span className="relative truncate" title={item.label}>
        {item.label}
      </span>
      <span className="relative ml-auto shrink-0">{formatAmount(metric, item.amount)}</span>
      <span className="relative w-10 shrink-0 whitespace-nowrap text-right text-muted-foreground text-xs">
        {item.share === null ? '–' : formatShare(item.share)}
      </span>
    </>
  );
}
