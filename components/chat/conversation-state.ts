import type { ChatMessage } from '@/lib/chats/message';
import {
  type ChatError,
  inDoubt,
  isReplyUnseen,
  type SendOutcome,
  toChatError,
  unanswered,
} from './api/chat-error';

/** What is awaited: the person, another version of what was said, the first word of a reply, its last word, or its stop. */
export type Phase = 'idle' | 'switching' | 'waiting' | 'replying' | 'stopping';

/** @param awaited what the person can't send anything before */
export function phaseOf(
  awaited: 'nothing' | 'version' | 'reply',
  isStopping: boolean,
  last: ChatMessage | undefined,
): Phase {
  if (awaited === 'nothing') return 'idle';
  if (awaited === 'version') return 'switching';
  if (isStopping) return 'stopping';
  const hasBegun = last?.role === 'assistant' && last.parts.some(({ type }) => type !== 'step-start');
  return hasBegun ? 'replying' : 'waiting';
}

/** Whether a reply is under way, which can be stopped. */
export function isUnderWay(phase: Phase): boolean {
  return phase !== 'idle' && phase !== 'switching';
}

/**
 * Why the last message has no reply, or only half of one.
 *
 * @param failure why what is saved could not be read
 * @param error of `useChat`
 * @param isLastInDoubt whether the server could not say that it has the last message
 */
export function problemOf(
  failure: ChatError | undefined,
  error: Error | undefined,
  last: ChatMessage | undefined,
  isLastInDoubt: boolean,
): ChatError | undefined {
  if (failure) return isLastInDoubt ? ofOneInDoubt(failure) : failure;
  if (!error) return last?.role === 'user' ? unanswered() : undefined;
  const problem = toChatError(error);
  // What the connection did not bring was read from what is saved.
  const hasEnded = last?.metadata?.status !== undefined;
  return isReplyUnseen(problem) && hasEnded ? undefined : problem;
}

/** Of one that may not have arrived, it is not known either that a reply to it goes on. */
function ofOneInDoubt(failure: ChatError): ChatError {
  const { code } = failure;
  return code === 'connection_lost' || code === 'sign_in_required' ? inDoubt(code) : failure;
}

/** Whether the server most likely does not have it, so that it can be changed. */
export function isUntaken(sent: SendOutcome): boolean {
  return sent === 'refused' || sent === 'unreachable';
}

/** Whether the server may have it: a connection can break when the message has come through, and before the answer has. */
export function mayHaveArrived(sent: SendOutcome | undefined): boolean {
  return sent === 'unreachable' || sent === 'unclear';
}

/** How what was said last has ended; undefined where something is awaited, or that is not known yet. */
export function endOf(
  phase: Phase,
  problem: ChatError | undefined,
  last: ChatMessage | undefined,
): 'well' | 'badly' | undefined {
  if (phase !== 'idle' || isReplyUnseen(problem)) return undefined;
  if (problem) return 'badly';
  const status = last?.metadata?.status;
  if (status === undefined) return undefined;
  return status === 'complete' ? 'well' : 'badly';
}

/** Whether the last of these messages begins the chat, and is no other version of one that did. */
export function isBeginning([first, ...others]: ChatMessage[]): boolean {
  return others.length === 0 && first?.metadata?.versions === undefined;
}
