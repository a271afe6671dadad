import { useCallback, useEffect, useRef, useState } from 'react';
import { uuidv7 } from 'uuidv7';
import type { Outgoing } from '../outgoing';
import { type KeptMessage, readMessages, saveMessages } from './kept-messages';

/**
 * Messages that wait for the reply under way to end, kept over a reload. The first goes once it has ended well; after
 * a Stop or a fault, or where it is not to go by itself (`mayGo`), they wait until the person sends one. So do those of
 * a chat that is opened while no reply is under way: nobody expects a page to send, and to bill, as it opens.
 */
export function useQueue(options: {
  draftId: string;
  isIdle: boolean;
  canGo: boolean;
  mayGo: (outgoing: Outgoing) => boolean;
  send: (outgoing: Outgoing) => void;
}) {
  const { draftId, isIdle, canGo } = options;
  const [queue, setQueue] = useState<KeptMessage[]>([]);
  const latest = useRef({ ...options, queue });
  const sawReply = useRef(false);
  const first = queue[0];

  /** Kept at once: what is sent now must not be in the queue of a page that is reloaded now. */
  const change = useCallback((next: KeptMessage[]) => {
    latest.current.queue = next;
    saveMessages(latest.current.draftId, 'queue', next);
    setQueue(next);
  }, []);

  useEffect(() => {
    latest.current = { ...options, queue: latest.current.queue };
  });

  useEffect(() => {
    // After the page was rendered, as the server knows of no queue.
    const waiting = latest.current.queue;
    change(waiting.length > 0 ? waiting : readMessages(draftId, 'queue'));
  }, [draftId, change]);

  useEffect(() => {
    if (!isIdle) sawReply.current = true;
    // What is shown later, such as an earlier reply that is complete, is not what was waited for.
    else if (!canGo) sawReply.current = false;
  }, [isIdle, canGo]);

  useEffect(() => {
    if (!canGo || !first || !sawReply.current || !latest.current.mayGo(first)) return;
    change(latest.current.queue.filter(({ id }) => id !== first.id));
    latest.current.send(first);
  }, [canGo, first, change]);

  return {
    queue,
    add: (outgoing: Outgoing) => change([...latest.current.queue, { ...outgoing, id: uuidv7() }]),
    remove: (id: string) => change(latest.current.queue.filter((queued) => queued.id !== id)),
  };
}
