import type { UserId } from '@/lib/ids';
import type { Range } from '../ranges';
import type { Sources } from '../read-page';
import type { View } from '../view';
import { readChatUsage } from './chat-usage';
import { readUsage, type UsageRow } from './usage';

export interface ViewUsageQuery {
  userId: UserId;
  view: Pick<View, 'by' | 'chat'>;
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
  { userId, view: { by, chat }, range: { from, to, unit }, timeZone }: ViewUsageQuery,
): Promise<UsageRow[]> {
  if (chat === null) return readUsage(openMeter, { userId, from, to, unit, timeZone, by });
  return readChatUsage(await getDb(), { userId, chat, from, to });
}
