import { asc, eq, getTableColumns } from 'drizzle-orm';
import { messages } from '../db/schema';
import type { Database } from '../db/types';
import type { ChatId } from '../ids';

/** All but the text for the search, which is as long as the parts. */
const { searchText: _searchText, ...COLUMNS } = getTableColumns(messages);

export type SavedMessage = Omit<typeof messages.$inferSelect, 'searchText'>;

/** The messages of a chat on all branches, oldest first. */
export async function readMessages(db: Database, chatId: ChatId): Promise<SavedMessage[]> {
  return db
    .select(COLUMNS)
    .from(messages)
    .where(eq(messages.chatId, chatId))
    .orderBy(asc(messages.createdAt), asc(messages.id));
}

/** Where the messages of a chat stand in its tree, in no order. */
export async function readPlaces(
  db: Database,
  chatId: ChatId,
): Promise<Pick<SavedMessage, 'id' | 'parentId' | 'createdAt'>[]> {
  const { id, parentId, createdAt } = messages;
  return db.select({ id, parentId, createdAt }).from(messages).where(eq(messages.chatId, chatId));
}
