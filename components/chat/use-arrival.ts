import type { UseChatHelpers } from '@ai-sdk/react';
import { type RefObject, useRef } from 'react';
import type { ChatMessage } from '@/lib/chats/message';
import { type Again, isAnsweredAgain } from './again';
import { askForChat } from './api/ask-for-chat';
import type { ChatError } from './api/chat-error';
import { type ChatPlace, forgetArrived } from './composer/unsent';
import type { CatchUp } from './use-catch-up';

/**
 * Shows what the server has of what was asked, and goes on with the reply to it. What is shown here may be behind: an
 * answer was lost, or something was asked elsewhere.
 *
 * @param again of what was asked last, where that is saved already
 * @param isJustReadAtFirst as for `isJustRead`, when the chat is opened
 */
export function useArrival(
  place: ChatPlace,
  chat: UseChatHelpers<ChatMessage>,
  saved: CatchUp,
  again: RefObject<Again | undefined>,
  isJustReadAtFirst: boolean,
) {
  /** A message of which the server could not say whether it has it, as after a Stop, and what is known of that by now. */
  const inDoubt = useRef<{ id: string; sent: 'unclear' | 'unreachable' }>(undefined);
  /** Whether what is shown was read just now, so that a reply under way is to the last of it. */
  const isJustRead = useRef(isJustReadAtFirst);

  /**
   * What was asked may have arrived, and only the answer was lost.
   *
   * @param next what is asked where it has not: only the same may be, which bears its id, where the server can't be asked
   * @returns whether nothing else is to be done, or not yet, or not any more, as after a Stop
   */
  async function showIfArrived(next: 'same' | 'other'): Promise<boolean> {
    const last = chat.messages.at(-1);
    const seen = await saved.look();
    if (!seen) return true;
    if (seen.failure && !again.current && (next === 'other' || isSignedOut(seen.failure))) {
      if (last) inDoubt.current = { id: last.id, sent: 'unclear' };
      saved.stopWaiting(seen.failure);
      return true;
    }
    const found = seen.chat?.messages ?? [];
    const questionId = again.current?.questionId ?? last?.id;
    const isThere = questionId !== undefined && idsIn(found).includes(questionId);
    // Of one that had no reply before, nothing but that tells that it is being answered.
    const isAnswered = !again.current || seen.chat?.replying || isAnsweredAgain(again.current, found);
    const hasArrived = isThere && isAnswered;
    if (hasArrived) follow(found);
    else saved.stopWaiting();
    return hasArrived || seen.isStopped;
  }

  /**
   * Looks whether the server has a message that is to be sent again. One that is answered, or goes on, is shown so.
   *
   * @returns nothing where nothing else is to be done, as after a Stop, or not before the person has signed in; `unread`
   *   where the server can't be asked now for another reason
   */
  async function find(messageId: string): Promise<'kept' | 'missing' | 'unread' | undefined> {
    const seen = await saved.look();
    if (!seen) return undefined;
    if (seen.failure) {
      // After a Stop, what was said of it before holds still.
      saved.stopWaiting(seen.isStopped ? saved.failure : seen.failure);
      return seen.isStopped || isSignedOut(seen.failure) ? undefined : 'unread';
    }
    const found = seen.chat?.messages ?? [];
    const isThere = idsIn(found).includes(messageId);
    if (isThere && (seen.chat?.replying || found.at(-1)?.id !== messageId)) {
      follow(found);
      return undefined;
    }
    saved.stopWaiting();
    if (isThere) forgetArrived(place, [messageId]);
    else inDoubt.current = { id: messageId, sent: 'unreachable' };
    if (seen.isStopped) return undefined;
    return isThere ? 'kept' : 'missing';
  }

  /**
   * Shows the chat as it is saved, and the reply under way, where it has some of these messages.
   *
   * @param isWanted whether to show it still: what was asked meanwhile would be gone from the page
   * @returns which, on the branch that is shown or beside it; nothing where it can't be read now, or is not to be shown;
   *   `unknowable` as for `askForChat`
   */
  async function showSaved(
    messageIds: string[],
    isWanted: () => boolean,
  ): Promise<string[] | 'unknowable' | undefined> {
    const seen = await askForChat(place.chatId);
    if (seen === 'unread' || !isWanted()) return undefined;
    if (seen === 'unknowable') return seen;
    const found = seen?.messages ?? [];
    const ids = idsIn(found);
    const arrived = messageIds.filter((id) => ids.includes(id));
    if (arrived.length > 0) follow(found);
    return arrived;
  }

  /** Shows what was just read, and the reply to it as it comes. */
  function follow(found: ChatMessage[]) {
    forgetArrived(place, idsIn(found));
    chat.setMessages(found);
    inDoubt.current = undefined;
    isJustRead.current = true;
    saved.wait();
    void chat.resumeStream();
  }

  /**
   * While the connection was lost, something else may have been asked elsewhere: the reply under way is to that.
   *
   * @returns whether a reply is under way, as far as is known
   */
  async function showIfAskedElsewhere(): Promise<boolean> {
    if (isJustRead.current) {
      isJustRead.current = false;
      return true;
    }
    const seen = (await saved.look())?.chat;
    if (!seen) return true;
    const found = seen.messages;
    chat.setMessages((shown) => (lastQuestionOf(found) === lastQuestionOf(shown) ? shown : found));
    return seen.replying;
  }

  return { inDoubt, showIfArrived, find, showSaved, follow, showIfAskedElsewhere };
}

/** Whether what is sent now would be refused, and count as one that the server does not have. */
function isSignedOut({ code }: ChatError): boolean {
  return code === 'sign_in_required';
}

/** Of what was said, and of the other versions of it, which the server has as well. */
function idsIn(messages: ChatMessage[]): string[] {
  return messages.flatMap(({ id, metadata }) => [id, ...(metadata?.versions ?? [])]);
}

function lastQuestionOf(messages: ChatMessage[]): string | undefined {
  return messages.findLast(({ role }) => role === 'user')?.id;
}
