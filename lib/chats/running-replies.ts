import type { ChatId } from '../ids';

declare global {
  /** The replies that this process is writing: what stops each. */
  var tokentallyRunningReplies: Map<ChatId, Set<AbortController>> | undefined;
}

function running() {
  globalThis.tokentallyRunningReplies ??= new Map();
  return globalThis.tokentallyRunningReplies;
}

export interface RunningReply {
  /** Aborts when the person stops the reply, here or by `requestStop`. */
  stopSignal: AbortSignal;
  requestStop(): void;
  /** It is written, or came to nothing. */
  unregister(): void;
}

/** Registers a reply of a chat until `unregister`. */
export function registerReply(chatId: ChatId): RunningReply {
  const controller = new AbortController();
  const ofChat = running().get(chatId) ?? new Set();
  running().set(chatId, ofChat.add(controller));
  return {
    stopSignal: controller.signal,
    requestStop: () => controller.abort(),
    unregister() {
      ofChat.delete(controller);
      if (ofChat.size === 0) running().delete(chatId);
    },
  };
}

/** Whether this process is writing a reply in a chat. */
export function isReplyingHere(chatId: ChatId): boolean {
  return running().has(chatId);
}

/** Stops what this process is writing in a chat. @returns whether it is writing anything there */
export function stopHere(chatId: ChatId): boolean {
  for (const controller of running().get(chatId) ?? []) controller.abort();
  return isReplyingHere(chatId);
}
