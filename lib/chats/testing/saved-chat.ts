import type { Database } from '@/lib/db/types';
import { type ChatId, type MessageId, newId, type UserId } from '@/lib/ids';
import { beginTurn } from '../begin-turn';
import { saveReply } from '../save-reply';

export const QUESTION = 'How do whales sleep?';
const REPLY = 'With half of their brain at a time.';

/** A chat of a person in which one question was asked, which is its title, and answered. */
export async function savedChat(db: Database, userId: UserId, question = QUESTION, reply = REPLY) {
  const own = { userId, chatId: newId<ChatId>() };
  const message = { id: newId<MessageId>(), text: question };
  const { questionId } = await beginTurn(db, { ...own, model: 'tokentally-demo', message });
  const replyId = newId<MessageId>();
  const parts = [{ type: 'text', text: reply } as const];
  await saveReply(db, { chatId: own.chatId, id: replyId, parentId: questionId, parts, status: 'complete' });
  return { own, replyId };
}
