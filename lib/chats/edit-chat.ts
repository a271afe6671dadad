import { sql } from 'drizzle-orm';
import { storableText } from '../db/text';
import type { Database } from '../db/types';
import { BadRequestError } from '../errors';
import { firstCharacters } from '../first-characters';
import { LONGEST_NAME } from './message';
import { type OwnChat, updateOwnChat } from './own-chat';

/**
 * Gives a chat the title that a person chose; no model will change it after that.
 *
 * @throws NotFoundError also when it is somebody else's
 * @throws BadRequestError when nothing is left of the title
 */
export async function renameChat(db: Database, own: OwnChat, title: string): Promise<void> {
  const line = storableText(title).normalize('NFC').replace(/\s+/g, ' ').trim();
  const name = firstCharacters(line, LONGEST_NAME);
  if (name === '') throw new BadRequestError('A chat needs a title. Type one, or cancel.');
  await updateOwnChat(db, own, { title: name, titleSource: 'person' });
}

/**
 * Keeps a chat at the top of the list, or no longer.
 *
 * @throws NotFoundError also when it is somebody else's
 */
export async function pinChat(db: Database, own: OwnChat, isPinned: boolean): Promise<void> {
  await updateOwnChat(db, own, { pinnedAt: isPinned ? sql`now()` : null });
}
