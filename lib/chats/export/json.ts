import type { Database } from '../../db/types';
import { type OwnChat, requireOwnChat } from '../own-chat';
import { readMessages } from '../read-messages';
import { recoverUnsaved } from '../recover-reply';
import { readChatTotal, readReplyUsages } from '../reply-usage';
import { findRunningReply } from '../resume-reply-progress';

/**
 * A chat with all its branches, and what each reply used, for programs: `parentId` is the message that one follows,
 * `shownUntil` the message that the shown branch ends in, `replying` whether a reply to that is under way, which is not
 * among them yet. Amounts are pico-USD in decimal digits. Replies that a dead process left unsaved are saved before.
 *
 * @throws NotFoundError also when it is somebody else's
 */
export async function chatToJson(db: Database, own: OwnChat) {
  const chat = await requireOwnChat(db, own);
  const [rows, usages, total, running, isAnySaved] = await Promise.all([
    readMessages(db, own.chatId),
    readReplyUsages(db, own.chatId),
    readChatTotal(db, own),
    findRunningReply(db, own),
    recoverUnsaved(db, own.chatId),
  ]);
  if (isAnySaved) return chatToJson(db, own);
  return {
    id: chat.id,
    title: chat.title,
    model: chat.model,
    instructions: chat.instructions,
    temperature: chat.temperature,
    createdAt: chat.createdAt,
    shownUntil: chat.headId,
    replying: running !== undefined,
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
