import type { Database } from '@/lib/db/types';
import type { OwnChat } from '../own-chat';
import { readWholeChat } from '../read-whole-chat';
import { readChatTotal } from '../reply-usage';

/**
 * A chat with all its branches, and what each reply used, for programs: `parentId` is the message that one follows,
 * `shownUntil` the message that the shown branch ends in, `replying` whether a reply to that is under way, which is not
 * among them yet. Amounts are pico-USD in decimal digits. Replies that a dead process left unsaved are saved before.
 *
 * @throws NotFoundError also when it is somebody else's
 */
export async function chatToJson(db: Database, own: OwnChat) {
  const [{ chat, messages, usages, isReplying }, total] = await Promise.all([
    readWholeChat(db, own),
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
    replying: isReplying,
    total,
    messages: messages.map(({ id, parentId, role, status, createdAt, parts }) => ({
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
