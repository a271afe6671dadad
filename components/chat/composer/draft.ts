import { keep, keptKeys, readKept } from '@/components/ui/kept-in-browser';
import type { UserId } from '@/lib/ids';

/** In place of the id of a chat. */
const NEW = 'new';

/**
 * What a draft is kept under: whose it is, as the next person at the same browser should not find it, and of which
 * chat. Without a chat it is one that the server does not have yet.
 */
export function draftIdOf(userId: UserId, chatId?: string): string {
  return `${userId}:${chatId ?? NEW}`;
}

/** What is typed and not sent, kept over a reload, for the tab only. Where the browser keeps nothing, there is none. */
export function readDraft(draftId: string): string {
  return readKept('sessionStorage', keyOf(draftId)) ?? '';
}

export function saveDraft(draftId: string, text: string): void {
  keep('sessionStorage', keyOf(draftId), text.trim() === '' ? null : text);
}

/** The ids of the chats of a person beside whose drafts something of that kind is kept, the new chat apart. */
export function chatIdsWith(userId: UserId, kind: string): string[] {
  const [start, end] = [keyOf(draftIdOf(userId, '')), `:${kind}`];
  return keptKeys('sessionStorage')
    .filter((key) => key.startsWith(start) && key.endsWith(end))
    .map((key) => key.slice(start.length, -end.length))
    .filter((chatId) => chatId !== NEW);
}

/** One text of several, in this order. */
export function joinTexts(texts: string[]): string {
  return texts.filter((text) => text.trim() !== '').join('\n\n');
}

function keyOf(draftId: string): string {
  return `draft:${draftId}`;
}
