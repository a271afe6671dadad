import { useSearchParams } from 'next/navigation';
import { type RefObject, useEffect, useEffectEvent, useMemo, useRef, useState } from 'react';
import type { ChatMessage } from '@/lib/chats/message';
import type { Phase } from '../conversation-state';
import type { StickToBottomHandle } from '../stick-to-bottom';

/** The parameter of a chat's address that names a message to lead to, on whichever branch. */
export const SOUGHT = 'message';

/** A message to lead to. */
export interface SoughtMessage {
  id: string;
  /** Given its element once that stands where it stays. */
  lead: (element: HTMLElement) => void;
}

/**
 * Leads to the message that the address names, as that of a chat which the search found; to one on another branch by
 * showing that. Then the address names it no longer: who loads the page anew, or has switched back, stays where they are.
 * When the chat is opened, no other branch is shown until it is known what is under way, or waits.
 *
 * @param isQueueRead whether it is known what waits to be sent
 * @param showVersion shows the branch of a message, or tells why not. @returns whether it did
 * @param log what the messages are in
 */
export function useSoughtMessage(
  messages: ChatMessage[],
  phase: Phase,
  isQueueRead: boolean,
  showVersion: (messageId: string) => Promise<boolean>,
  log: RefObject<StickToBottomHandle | null>,
): SoughtMessage | undefined {
  const named = useSearchParams().get(SOUGHT);
  const [soughtId, setSoughtId] = useState<string>();
  const taken = useRef<string>(null);
  /** Until the first word of a reply, or the news that there is none. */
  const isOpening = useRef(true);

  const lookFor = useEffectEvent(async (id: string, mayShow: boolean) => {
    const isShown = messages.some((message) => message.id === id);
    if (!isShown && !mayShow) return;
    taken.current = id;
    setSoughtId(id);
    if (isShown || (await showVersion(id))) return;
    setSoughtId((sought) => (sought === id ? undefined : sought));
    nameNoLonger(id);
  });

  useEffect(() => {
    if (phase !== 'waiting') isOpening.current = false;
    if (named === null) taken.current = null;
    else if (named !== taken.current) void lookFor(named, isQueueRead && !isOpening.current);
  }, [named, phase, isQueueRead]);

  return useMemo(() => {
    if (soughtId === undefined) return undefined;
    const lead = (element: HTMLElement) => {
      log.current?.leadTo(element);
      setSoughtId(undefined);
      nameNoLonger(soughtId);
    };
    return { id: soughtId, lead };
  }, [soughtId, log]);
}

/** Not as soon as the page has come: until it runs whole, the router doesn't hear of it. By now it may be another page. */
function nameNoLonger(id: string): void {
  const { pathname, search } = window.location;
  if (new URLSearchParams(search).get(SOUGHT) === id) window.history.replaceState(null, '', pathname);
}
