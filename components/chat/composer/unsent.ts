import type { UserId } from '@/lib/ids';
import type { SendOutcome } from '../api/chat-transport';
import { readDraftFiles, saveDraftFiles } from '../attach/draft-files';
import { draftIdOf, joinTexts, readDraft, saveDraft } from './draft';
import { type KeptMessage, readMessages, saveMessages } from './kept-messages';

/** Whose chat, and which. */
export interface ChatPlace {
  userId: UserId;
  chatId: string;
}

/** Those that this page is sending: whether the server has them will be known soon. */
const underWay = new Set<string>();

/** Keeps a message until it is known that the server has it, so that a refusal or a reload loses nothing. */
export function keepUnsent({ userId, chatId }: ChatPlace, message: KeptMessage): void {
  underWay.add(message.id);
  const draftId = draftIdOf(userId, chatId);
  saveMessages(draftId, 'unsent', merged(readMessages(draftId, 'unsent'), [message]));
}

/**
 * @param isFirst whether the message begins the chat. When that is refused there is no chat, so what was written goes
 * to the next new one
 */
export function settleUnsent(
  place: ChatPlace,
  messageId: string,
  outcome: SendOutcome,
  isFirst: boolean,
): void {
  underWay.delete(messageId);
  if (outcome === 'taken') forgetUnsent(place, [messageId]);
  if (outcome === 'refused' && isFirst) leaveToNewChat(place);
}

/** @param messageIds of those that the server has, or the person again */
export function forgetUnsent({ userId, chatId }: ChatPlace, messageIds: string[]): void {
  for (const draftId of [draftIdOf(userId, chatId), draftIdOf(userId)]) {
    const others = readMessages(draftId, 'unsent').filter(({ id }) => !messageIds.includes(id));
    saveMessages(draftId, 'unsent', others);
  }
}

/**
 * Leaves all that was written in a chat that the server doesn't have to the next new chat.
 *
 * @returns whether a message was not sent
 */
export function leaveToNewChat({ userId, chatId }: ChatPlace): boolean {
  const [from, to] = [draftIdOf(userId, chatId), draftIdOf(userId)];
  if (readMessages(from, 'unsent').length > 0) {
    for (const kind of ['unsent', 'queue'] as const) {
      saveMessages(to, kind, merged(readMessages(to, kind), readMessages(from, kind)));
    }
    saveDraft(to, joinTexts([readDraft(to), readDraft(from)]));
    saveDraftFiles(to, [...readDraftFiles(to), ...readDraftFiles(from)]);
    forgetDraft(from);
    saveMessages(from, 'unsent', []);
  }
  return readMessages(to, 'unsent').length > 0;
}

/**
 * Makes what was not sent the draft again, before what is typed there.
 *
 * @param isNew whether the server does not have the chat
 * @param savedIds of the messages that it has
 */
export function restoreUnsent(place: ChatPlace, isNew: boolean, savedIds: string[]): void {
  // A reload, or an answer that was lost, can hide that the server has it.
  forgetUnsent(place, savedIds);
  const draftId = draftIdOf(place.userId, isNew ? undefined : place.chatId);
  const unsent = readMessages(draftId, 'unsent');
  const lost = unsent.filter(({ id }) => !underWay.has(id));
  if (lost.length === 0) return;
  saveDraft(draftId, joinTexts([...lost.map(({ text }) => text), readDraft(draftId)]));
  saveDraftFiles(draftId, [...lost.flatMap(({ files }) => files), ...readDraftFiles(draftId)]);
  const others = unsent.filter((message) => !lost.includes(message));
  saveMessages(draftId, 'unsent', others);
}

/** Forgets what is in the composer, or waits to be sent. */
export function forgetDraft(draftId: string): void {
  saveDraft(draftId, '');
  saveDraftFiles(draftId, []);
  saveMessages(draftId, 'queue', []);
}

function merged(before: KeptMessage[], added: KeptMessage[]): KeptMessage[] {
  return [...before.filter(({ id }) => !added.some((message) => message.id === id)), ...added];
}
