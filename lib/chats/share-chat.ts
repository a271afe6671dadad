import { randomUUID } from 'node:crypto';
import { and, eq, inArray, isNull, sql } from 'drizzle-orm';
import { kindOf } from '../attachments/kind';
import { chats, ledgerEntries } from '../db/schema';
import type { Database } from '../db/types';
import { NotFoundError } from '../errors';
import { asId, type ChatId } from '../ids';
import { pathTo } from './branches';
import type { ChatMessage } from './message';
import { type OwnChat, updateOwnChat } from './own-chat';
import { textsOf } from './parts';
import { readMessages } from './read-messages';
import { titleOf } from './title/first-line';

type Chat = typeof chats.$inferSelect;

/** What anybody who has the link sees: no name, no cost. */
export interface SharedChat {
  title: string;
  messages: ChatMessage[];
  writtenBy: Author;
}

/** Who wrote the replies: a model, the built-in demo, or each some of them. */
export type Author = 'model' | 'demo' | 'both';

/**
 * Lets anybody who has the link read a chat as it is now; what is said later is not shared. A chat that is shared
 * already keeps its link and is shared up to now.
 *
 * @returns the secret in the link's address
 * @throws NotFoundError also when the chat is somebody else's
 */
export async function shareChat(db: Database, own: OwnChat): Promise<string> {
  // Wholly random, unlike our other ids: to guess it is the only way in.
  const newShareId = randomUUID();
  const { shareId } = await updateOwnChat(db, own, {
    shareId: sql`coalesce(${chats.shareId}, ${newShareId}::uuid)`,
    shareHeadId: sql`${chats.headId}`,
  });
  return shareId ?? newShareId;
}

/**
 * Ends the sharing of a chat: its link leads nowhere from now on, also when the chat is shared again.
 *
 * @throws NotFoundError also when the chat is somebody else's
 */
export async function revokeShare(db: Database, own: OwnChat): Promise<void> {
  await updateOwnChat(db, own, { shareId: null, shareHeadId: null });
}

/**
 * Reads a shared chat by the secret in its link: the text alone, as results of tools may tell of the person. Of a file
 * it says what kind it was, as its name may tell of them too.
 *
 * @throws NotFoundError when it isn't shared, not any more, or deleted
 */
export async function loadSharedChat(db: Database, shareId: string): Promise<SharedChat> {
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
    writtenBy: await authorOf(db, shared),
  };
}

/** As the ledger has it; what is not on that counts as a model's. */
async function authorOf(db: Database, shared: readonly Said[]): Promise<Author> {
  const ids = shared.map(({ id }) => id);
  const billed = await db
    .selectDistinct({ provider: ledgerEntries.provider })
    .from(ledgerEntries)
    .where(inArray(ledgerEntries.messageId, ids));
  if (billed.every(({ provider }) => provider !== 'demo')) return 'model';
  return billed.length === 1 ? 'demo' : 'both';
}

type Said = Pick<ChatMessage, 'id' | 'parts'>;

/**
 * The title of a chat tells of what it began with, so it is shown only where that is shown too, and had no file, which
 * the title may name; or where the person chose it. Otherwise the chat is called by what was typed in the first message
 * that is shown.
 *
 * @param first what the title was made of, also where the shared branch begins with an edited version of it
 */
function titleFor({ title, titleSource }: Chat, first?: Said, firstShared?: Said): string {
  const isOfShown = first !== undefined && first.id === firstShared?.id;
  const isOfFiles = first?.parts.some(({ type }) => type === 'file');
  if (titleSource === 'person' || (isOfShown && !isOfFiles)) return title;
  return titleOf(firstShared?.parts.filter(({ type }) => type === 'text') ?? []) || 'A shared chat';
}

const SHARED_KINDS = { image: '[An image]', pdf: '[A PDF]', text: '[A text file]' };

function sharedTexts(part: ChatMessage['parts'][number]): string[] {
  return part.type === 'file' ? [SHARED_KINDS[kindOf(part.mediaType)]] : textsOf(part);
}
