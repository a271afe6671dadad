import { randomUUID } from 'node:crypto';
import { and, eq, isNull } from 'drizzle-orm';
import { kindOf } from '../attachments/kind';
import { chats } from '../db/schema';
import type { Database } from '../db/types';
import { NotFoundError } from '../errors';
import { asId, type ChatId } from '../ids';
import { titleOf } from './begin-turn';
import { pathTo } from './branches';
import type { ChatMessage } from './message';
import { type OwnChat, requireOwnChat } from './own-chat';
import { textsOf } from './parts';
import { readMessages } from './read-messages';

type Chat = typeof chats.$inferSelect;

/** What anybody who has the link sees: no name, no cost. */
export interface SharedChat {
  title: string;
  messages: ChatMessage[];
}

/**
 * Lets anybody who has the link read a chat as it is now; what is said later is not shared. A chat that is shared
 * already keeps its link and is shared up to now.
 *
 * @returns the secret in the link's address
 * @throws NotFoundError also when the chat is somebody else's
 */
export async function shareChat({ db }: { db: Database }, own: OwnChat): Promise<string> {
  const chat = await requireOwnChat(db, own);
  // Wholly random, unlike our other ids: to guess it is the only way in.
  const shareId = chat.shareId ?? randomUUID();
  await db.update(chats).set({ shareId, shareHeadId: chat.headId }).where(eq(chats.id, own.chatId));
  return shareId;
}

/**
 * Ends the sharing of a chat: its link leads nowhere from now on, also when the chat is shared again.
 *
 * @throws NotFoundError also when the chat is somebody else's
 */
export async function revokeShare({ db }: { db: Database }, own: OwnChat): Promise<void> {
  await requireOwnChat(db, own);
  await db.update(chats).set({ shareId: null, shareHeadId: null }).where(eq(chats.id, own.chatId));
}

/**
 * Reads a shared chat by the secret in its link: the text alone, as results of tools may tell of the person. Of a file
 * it says what kind it was, as its name may tell of them too.
 *
 * @throws NotFoundError when it isn't shared, not any more, or deleted
 */
export async function loadSharedChat({ db }: { db: Database }, shareId: string): Promise<SharedChat> {
  const [chat] = await db
    .select()
    .from(chats)
    .where(and(eq(chats.shareId, shareId), isNull(chats.deletedAt)));
  if (!chat) throw new NotFoundError('shared chat');
  const messages = await readMessages(db, asId<ChatId>(chat.id));
  const shared = pathTo(messages, chat.shareHeadId);
  return {
    title: titleFor(chat, messages[0], shared[0]),
    messages: shared.map(({ id, role, parts }) => ({
      id,
      role,
      parts: parts.flatMap((part) => sharedTexts(part).map((text) => ({ type: 'text' as const, text }))),
    })),
  };
}

type Said = Pick<ChatMessage, 'parts'>;

/**
 * The title of a chat that began with a file may name it, unless the person chose it: such a chat is called by what was
 * typed in its first message, which is shown anyway.
 *
 * @param first what the title was made of, also where the shared branch begins with an edited version of it
 */
function titleFor({ title, titleSource }: Chat, first?: Said, firstShared?: Said): string {
  const isOfFiles = first?.parts.some(({ type }) => type === 'file');
  if (!isOfFiles || titleSource === 'person') return title;
  return titleOf(firstShared?.parts.filter(({ type }) => type === 'text') ?? []) || 'A shared chat';
}

const SHARED_KINDS = { image: '[An image]', pdf: '[A PDF]', text: '[A text file]' };

function sharedTexts(part: ChatMessage['parts'][number]): string[] {
  return part.type === 'file' ? [SHARED_KINDS[kindOf(part.mediaType)]] : textsOf(part);
}
