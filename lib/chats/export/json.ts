import type { Database } from '../../db/types';
import { type OwnChat, requireOwnChat } from '../own-chat';
import { readMessages } from '../read-messages';
import { readChatTotal, readReplyUsages } from '../reply-usage';

/**
 * A chat with all its branches, and what each reply used, for programs: `parentId` is the message that one follows,
 * `shownUntil` the message that the shown branch ends in. Amounts are pico-USD in decimal digits.
 *
 * @throws NotFoundError also when it is somebody else's
 */
export async function chatToJson(db: Database, own: OwnChat) {
  const chat = await requireOwnChat(db, own);
  const [rows, usages, total] = await Promise.all([
    readMessages(db, own.chatId),
    readReplyUsages(db, own.chatId),
    readChatTotal(db, own),
  ]);
  return {
    id: chat.id,
    title: chat.title,
    model: chat.model,
    instructions: chat.instructions,
    temperature: chat.temperature,
    createdAt: chat.createdAt,
    shownUntil: chat.headId,
    total,
    messages: rows.map(({ id, parentId, role, status, createdAt, parts }) => ({
      id,
      parentId,
      role,
      status,
      createdAt,
      parts,
      usage: usages.get(id) ?? null,
    })),
  };
}
