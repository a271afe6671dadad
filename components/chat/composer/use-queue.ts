import { useCallback, useEffect, useRef, useState } from 'react';
import { uuidv7 } from 'uuidv7';
import { type Outgoing, shortLabelOf } from '../outgoing';
import { type KeptMessage, readMessages, saveMessages } from './kept-list';

/**
 * Messages that wait for the reply under way to end, kept over a reload. The first goes once it has ended well; after
 * a Stop or a fault, or where it is not to go by itself (`mayGo`), they wait until the person sends one. So do those of
 * a chat that is opened while no reply is under way: nobody expects a page to send, and to bill, as it opens.
 */
export function useQueue(options: {
  draftId: string;
  isIdle: boolean;
  /** Whether the person has pressed Stop, and the reply has not ended yet. */
  isStopping: boolean;
  canGo: boolean;
  mayGo: (outgoing: Outgoing) => boolean;
  send: (outgoing: Outgoing) => void;
  /** Called with what a screen reader is to say. */
  announce: (words: string) => void;
}) {
  const { draftId, isIdle, isStopping, canGo } = options;
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
    // A reply can end well by itself before the server hears of the Stop.
    if (!isIdle) sawReply.current = !isStopping;
    // What is shown later, such as an earlier reply that is complete, is not what was waited for.
    else if (!canGo) sawReply.current = false;
  }, [isIdle, isStopping, canGo]);

  useEffect(() => {
    if (!canGo || !first || !sawReply.current || !latest.current.mayGo(first)) return;
    change(latest.current.queue.filter(({ id }) => id !== first.id));
    latest.current.send(first);
    latest.current.announce(`Sent from the line: ${shortLabelOf(first)}`);
  }, [canGo, first, change]);

  const takeOut = ({ id }: KeptMessage) => change(latest.current.queue.filter((queued) => queued.id !== id));

  return {
    queue,
    add(outgoing: Outgoing): KeptMessage {
      const queued = { ...outgoing, id: uuidv7() };
      change([...latest.current.queue, queued]);
      options.announce(`Waits in line: ${shortLabelOf(outgoing)}`);
      return queued;
    },
    /** The person does not want it sent. */
    remove(queued: KeptMessage) {
      takeOut(queued);
      options.announce(`Removed from the line: ${shortLabelOf(queued)}`);
    },
    /** The person sends it now. */
    takeOut,
  };
}
