import type { ChatMessage } from '@/lib/chats/message';
import { type ChatError, toChatError, unanswered } from './api/chat-error';

/** What is awaited: the person, the first word of a reply, its last word, or its stop. */
export type Phase = 'idle' | 'waiting' | 'replying' | 'stopping';

export function phaseOf(isBusy: boolean, isStopping: boolean, last: ChatMessage | undefined): Phase {
  if (!isBusy) return 'idle';
  if (isStopping) return 'stopping';
  const hasBegun = last?.role === 'assistant' && last.parts.some(({ type }) => type !== 'step-start');
  return hasBegun ? 'replying' : 'waiting';
}

/**
 * Why the last message has no reply, or only half of one.
 *
 * @param failure why what is saved could not be read
 * @param error of `useChat`
 */
export function problemOf(
  failure: ChatError | undefined,
  error: Error | undefined,
  last: ChatMessage | undefined,
): ChatError | undefined {
  if (failure) return failure;
  if (!error) return last?.role === 'user' ? unanswered() : undefined;
  const problem = toChatError(error);
  // What the connection did not bring was read from what is saved.
  const hasEnded = last?.metadata?.status !== undefined;
  return problem.code === 'connection_lost' && hasEnded ? undefined : problem;
}
