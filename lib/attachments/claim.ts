import { and, eq, inArray, isNull, or, type SQL, sql } from 'drizzle-orm';
import { attachments } from '../db/schema';
import type { Database } from '../db/types';
import { NotFoundError } from '../errors';
import type { AttachmentId, ChatId, UserId } from '../ids';
import { isNamedIn } from './named-in';
import type { Attachment } from './read';

interface Claim {
  userId: UserId;
  chatId: ChatId;
  ids: readonly AttachmentId[];
}

/**
 * The attachments that are to be sent in a chat, in the order of their ids.
 *
 * @throws NotFoundError when one is somebody else's, of another chat, or gone
 */
export async function readClaimed(db: Database, claim: Claim): Promise<Attachment[]> {
  if (claim.ids.length === 0) return [];
  const rows = await db.select().from(attachments).where(isClaimable(claim));
  return claim.ids.map((id) => {
    const row = rows.find((candidate) => candidate.id === id);
    if (!row) throw new NotFoundError('file');
    return row;
  });
}

/** Binds attachments to a chat, in the statement that saves their message: they live as long as it does. */
export function claimed(claim: Claim): SQL {
  if (claim.ids.length === 0) return sql`select 1`;
  return sql`update attachments set chat_id = chat.id from chat where ${isClaimable(claim)}`;
}

/** Frees the attachments that only one message has, in the statement that deletes it (as `message`). */
export const released: SQL = sql`
  update attachments set chat_id = null from message
  where attachments.chat_id = message.chat_id and ${isNamedIn(sql`message.parts`)}
    and not exists (
      select from messages as other
      where other.chat_id = message.chat_id and other.id <> message.id and ${isNamedIn(sql`other.parts`)}
    )`;

function isClaimable({ userId, chatId, ids }: Claim) {
  return and(
    inArray(attachments.id, [...ids]),
    eq(attachments.userId, userId),
    or(isNull(attachments.chatId), eq(attachments.chatId, chatId)),
  );
}
