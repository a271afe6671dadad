import { eq } from 'drizzle-orm';
import { chats } from '../db/schema';
import type { Database } from '../db/types';
import { NotFoundError } from '../errors';
import type { MessageId } from '../ids';
import { newestEnd } from './branches';
import { type OwnChat, requireOwnChat } from './own-chat';
import { readPlaces } from './read-messages';

/**
 * Has a chat show a version of one of its messages, and what was said last after that version.
 *
 * @throws NotFoundError when there is no such chat of the person's, or no such message in it
 */
export async function chooseVersion(
  db: Database,
  { messageId, ...own }: OwnChat & { messageId: MessageId },
): Promise<void> {
  await requireOwnChat(db, own);
  const rows = await readPlaces(db, own.chatId);
  if (!rows.some(({ id }) => id === messageId)) throw new NotFoundError('message');
  const headId = newestEnd(rows, messageId)?.id ?? messageId;
  await db.update(chats).set({ headId }).where(eq(chats.id, own.chatId));
}
