import { useRef, useState } from 'react';
import { readChat } from '@/app/chat/actions';
import { isOutdated } from '@/components/ui/failed-action';
import type { LoadedChat } from '@/lib/chats/load-chat';
import type { ChatMessage } from '@/lib/chats/message';
import { ChatError, connectionLost, outdated, signedOut } from './api/chat-error';
import { useIsOpen } from './use-is-open';

const POLL_INTERVAL_MS = 1_500;

/** What a look at the server has found. */
export interface Seen {
  /** Nothing where none is saved, or, with the `failure`, it can't be read. */
  chat: LoadedChat | undefined;
  failure?: ChatError;
  /** Whether the person pressed Stop meanwhile: nothing is sent then. */
  isStopped: boolean;
}

export interface CatchUp {
  /** Whether a reply is awaited, by us or by who resumes its stream. */
  isWaiting: boolean;
  /** Why what is saved could not be read. */
  failure: ChatError | undefined;
  catchUp: () => Promise<void>;
  /**
   * Reads once what is saved. A reply is awaited from then on, until another call ends that. @returns nothing where one
   * did so meanwhile
   */
  look: () => Promise<Seen | undefined>;
  /** The person presses Stop. */
  noteStop: () => void;
  /** A reply is awaited from now on, by who resumes its stream. */
  wait: () => void;
  /** Ends it, and forgets why it failed, unless that is given: something else is shown from now on. */
  stopWaiting: (failure?: ChatError) => void;
}

/**
 * Shows what the server has saved, where the stream of a reply was not seen to its end: the connection was lost, it
 * failed, or another process writes it. While the reply is under way it asks again, until the chat is left.
 */
export function useCatchUp(
  chatId: string,
  isWaitingAtFirst: boolean,
  show: (saved: ChatMessage[]) => void,
): CatchUp {
  const [isWaiting, setIsWaiting] = useState(isWaitingAtFirst);
  const [failure, setFailure] = useState<ChatError>();
  /** Counts what is begun and ended: only what was begun last has a say. */
  const run = useRef(0);
  /** Whether a Stop came since what was begun last. */
  const isStopped = useRef(false);
  const isOpen = useIsOpen();

  /** @returns whether nothing else has been begun, or ended it, since. Leaving does, also where it is begun after that. */
  function begin(): () => boolean {
    run.current += 1;
    const thisRun = run.current;
    isStopped.current = false;
    setIsWaiting(true);
    return () => isOpen.current && run.current === thisRun;
  }

  async function look(): Promise<Seen | undefined> {
    const isCurrent = begin();
    const read = await readChat(chatId).catch(whyUnread);
    if (!isCurrent()) return undefined;
    const chat = read === 'signed out' ? signedOut() : read;
    const seen = chat instanceof ChatError ? { chat: undefined, failure: chat } : { chat };
    return { ...seen, isStopped: isStopped.current };
  }

  function noteStop() {
    isStopped.current = true;
  }

  async function catchUp() {
    const isCurrent = begin();
    setFailure(undefined);
    try {
      let isReplying = true;
      while (isReplying && isCurrent()) {
        const chat = await readChat(chatId);
        if (chat === 'signed out') throw signedOut();
        isReplying = chat?.replying ?? false;
        if (chat && isCurrent()) show(chat.messages);
        if (isReplying) await new Promise((resolve) => setTimeout(resolve, POLL_INTERVAL_MS));
      }
    } catch (error) {
      if (isCurrent()) setFailure(whyUnread(error));
    }
    if (isCurrent()) setIsWaiting(false);
  }

  function stopWaiting(why?: ChatError) {
    run.current += 1;
    setIsWaiting(false);
    setFailure(why);
  }

  return { isWaiting, failure, catchUp, look, noteStop, wait: () => void begin(), stopWaiting };
}

function whyUnread(error: unknown): ChatError {
  if (error instanceof ChatError) return error;
  return isOutdated(error) ? outdated() : connectionLost();
}
