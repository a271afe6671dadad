import { keep, readKept } from '@/components/ui/kept-in-browser';
import type { UserId } from '@/lib/ids';

/**
 * What a draft is kept under: whose it is, as the next person at the same browser should not find it, and of which
 * chat. Without a chat it is one that the server does not have yet.
 */
export function draftIdOf(userId: UserId, chatId?: string): string {
  return `${userId}:${chatId ?? 'new'}`;
}

/** What is typed and not sent, kept over a reload, for the tab only. Where the browser keeps nothing, there is none. */
export function readDraft(draftId: string): string {
  return readKept('sessionStorage', keyOf(draftId)) ?? '';
}

export function saveDraft(draftId: string, text: string): void {
  keep('sessionStorage', keyOf(draftId), text.trim() === '' ? null : text);
}

/** One text of several, in this order. */
export function joinTexts(texts: string[]): string {
  return texts.filter((text) => text.trim() !== '').join('\n\n');
}

function keyOf(draftId: string): string {
  return `draft:${draftId}`;
}
