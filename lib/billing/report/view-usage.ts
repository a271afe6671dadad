import type { UserId } from '@/lib/ids';
import type { Range } from '../ranges';
import type { Sources } from '../sources';
import type { UsageFilter, View } from '../view';
import { readChatUsage } from './chat-usage';
import { GROUPS, type Group, readUsage, type UsageRow } from './usage';

export interface ViewUsageQuery {
  userId: UserId;
  view: Pick<View, 'by' | 'metric' | 'split'> & UsageFilter;
  range: Pick<Range, 'from' | 'to' | 'unit'>;
  timeZone: string;
}

/**
 * The usage that a view is drawn from: the meter's, or of a single chat the ledger's.
 *
 * @throws what `readUsage` throws
 */
export async function readViewUsage(
  { getDb, openMeter }: Sources,
  { userId, view, range: { from, to, unit }, timeZone }: ViewUsageQuery,
): Promise<UsageRow[]> {
  const { by, metric, chat } = view;
  if (chat !== null) return readChatUsage(await getDb(), { userId, chat, from, to });
  return readUsage(openMeter, { userId, from, to, unit, timeZone, by, metric, groups: groupsOf(view) });
}

/** What the chart is stacked by, what the breakdown lists, and what the view is narrowed to. */
function groupsOf(view: ViewUsageQuery['view']): Group[] {
  return GROUPS.filter((group) => view.by === group || view.split === group || view[group] !== null);
}
