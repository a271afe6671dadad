import { useSearchParams } from 'next/navigation';
import { type RefObject, useEffect, useEffectEvent, useMemo, useRef, useState } from 'react';
import type { ChatMessage } from '@/lib/chats/message';
import type { StickToBottomHandle } from '../stick-to-bottom';

/** The parameter of a chat's address that names a message to lead to, on whichever branch. */
export const SOUGHT = 'message';

/** A message to lead to. */
export interface SoughtMessage {
  id: string;
  /** Given its element once that stands where it stays. */
  lead: (element: HTMLElement | null) => void;
}

/**
 * Leads to the message that the address names, as that of a chat which the search found; to one on another branch by
 * showing that. Then the address names it no longer: who loads the page anew, or has switched back, stays where they are.
 *
 * @param showVersion shows the branch of a message
 * @param log what the messages are in
 */
export function useSoughtMessage(
  messages: ChatMessage[],
  showVersion: (messageId: string) => Promise<boolean>,
  log: RefObject<StickToBottomHandle | null>,
): SoughtMessage | undefined {
  const named = useSearchParams().get(SOUGHT);
  const [soughtId, setSoughtId] = useState<string>();
  const taken = useRef<string>(null);

  const lookFor = useEffectEvent(async (id: string) => {
    setSoughtId(id);
    const isShown = messages.some((message) => message.id === id) || (await showVersion(id));
    if (isShown) return;
    setSoughtId((sought) => (sought === id ? undefined : sought));
    nameNone();
  });

  useEffect(() => {
    if (named === taken.current) return;
    taken.current = named;
    if (named !== null) void lookFor(named);
  }, [named]);

  return useMemo(() => {
    if (soughtId === undefined) return undefined;
    const lead = (element: HTMLElement | null) => {
      if (!element) return;
      log.current?.leadTo(element);
      setSoughtId(undefined);
      nameNone();
    };
    return { id: soughtId, lead };
  }, [soughtId, log]);
}

/** Not as soon as the page has come: until it runs whole, the router doesn't hear of it. */
function nameNone(): void {
  window.history.replaceState(null, '', window.location.pathname);
}
