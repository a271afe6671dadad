import { uuidv7 } from 'uuidv7';
import type { UserId } from '@/lib/ids';
import type { SendOutcome } from '../api/chat-error';
import { chatIdsWith, draftIdOf, joinTexts, readDraft, saveDraft } from './draft';
import { forgetSent, readChoice, saveChoice } from './kept-choice';
import { type KeptMessage, readDraftFiles, readMessages, saveDraftFiles, saveMessages } from './kept-list';
import { tellOpenNewChat } from './use-left';

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
  // Also where it was left to a new chat when it was refused.
  forgetUnsent({ userId, chatId }, [message.id]);
  saveMessages(draftId, 'unsent', [...readMessages(draftId, 'unsent'), message]);
}

/** @param modelId of the model that was to answer it */
export function settleUnsent(
  place: ChatPlace,
  messageId: string,
  outcome: SendOutcome,
  modelId?: string,
): void {
  underWay.delete(messageId);
  const draftId = draftIdOf(place.userId, place.chatId);
  if (outcome === 'refused') markUnsent(draftId, ({ id }) => id === messageId && { isRefused: true });
  if (outcome !== 'taken') return;
  forgetUnsent(place, [messageId]);
  forgetSent(draftId, modelId);
}

/** Forgets messages that the server has though it could not say so, and what was chosen for them. */
export function forgetArrived(place: ChatPlace, messageIds: string[]): void {
  const draftId = draftIdOf(place.userId, place.chatId);
  for (const { id, modelId } of readMessages(draftId, 'unsent')) {
    if (messageIds.includes(id)) forgetSent(draftId, modelId);
  }
  forgetUnsent(place, messageIds);
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
  if (hasUnsent({ userId, chatId })) {
    for (const kind of ['unsent', 'queue'] as const) {
      saveMessages(to, kind, merged(readMessages(to, kind), readMessages(from, kind)));
    }
    saveDraft(to, joinTexts([readDraft(to), readDraft(from)]));
    saveDraftFiles(to, [...readDraftFiles(to), ...readDraftFiles(from)]);
    // A new chat that is open keeps its own there.
    saveChoice(to, { ...readChoice(from), ...readChoice(to) });
    forgetDraft(from);
    saveMessages(from, 'unsent', []);
  }
  return readMessages(to, 'unsent').length > 0;
}

/**
 * As `leaveToNewChat`, some time after the chat was closed. A new chat may be open by now, which keeps its own draft and
 * its own line in the same place: so all is left as messages that were not sent, which it is told of.
 */
export function leaveOnceClosed(place: ChatPlace): boolean {
  const from = draftIdOf(place.userId, place.chatId);
  const unsent = readMessages(from, 'unsent');
  if (unsent.length > 0) {
    const typed = { id: uuidv7(), text: readDraft(from), files: readDraftFiles(from) };
    const isTyped = typed.text !== '' || typed.files.length > 0;
    saveMessages(from, 'unsent', [...unsent, ...readMessages(from, 'queue'), ...(isTyped ? [typed] : [])]);
    saveMessages(from, 'queue', []);
    saveDraft(from, '');
    saveDraftFiles(from, []);
  }
  const isLeft = leaveToNewChat(place);
  if (isLeft) tellOpenNewChat();
  return isLeft;
}

/**
 * What was sent from here, and may not have arrived.
 *
 * @param chatId nothing for a chat that the server does not have
 */
export function readUnsent({ userId, chatId }: { userId: UserId; chatId?: string }): KeptMessage[] {
  return readMessages(draftIdOf(userId, chatId), 'unsent').filter(({ id }) => !underWay.has(id));
}

/** Whether something was sent from there of which it is not known that it arrived, or not yet. */
export function hasUnsent({ userId, chatId }: ChatPlace): boolean {
  return readMessages(draftIdOf(userId, chatId), 'unsent').length > 0;
}

/** The chats of a person that the server may not have: it is not known whether their first message arrived. */
export function chatsInDoubt(userId: UserId): ChatPlace[] {
  const places = chatIdsWith(userId, 'unsent').map((chatId) => ({ userId, chatId }));
  return places.filter((place) => readUnsent(place).some(({ beginsChat }) => beginsChat));
}

/** The server has the chat: should it be gone one day, it was deleted. */
export function noteChatThere({ userId, chatId }: ChatPlace): void {
  markUnsent(draftIdOf(userId, chatId), () => ({ beginsChat: false }));
}

/** Forgets what is in the composer, was chosen beside it, or waits to be sent. */
export function forgetDraft(draftId: string): void {
  saveDraft(draftId, '');
  saveDraftFiles(draftId, []);
  saveChoice(draftId, {});
  saveMessages(draftId, 'queue', []);
}

function markUnsent(draftId: string, markOf: (message: KeptMessage) => Partial<KeptMessage> | false): void {
  const marked = readMessages(draftId, 'unsent').map((message) => ({ ...message, ...markOf(message) }));
  saveMessages(draftId, 'unsent', marked);
}

function merged(before: KeptMessage[], added: KeptMessage[]): KeptMessage[] {
  return [...before.filter(({ id }) => !added.some((message) => message.id === id)), ...added];
}
