import { useCallback, useEffect, useRef, useState } from 'react';
import { uuidv7 } from 'uuidv7';
import { isUnderWay, type Phase } from '../conversation-state';
import { type Outgoing, shortLabelOf } from '../outgoing';
import { readDraft, saveDraft } from './draft';
import { type KeptMessage, readMessages, saveMessages } from './kept-list';

/**
 * Messages that wait for the reply under way to end, kept over a reload. The first goes once it has ended well; after
 * a Stop or a fault, or where it is not to go by itself (`mayGo`), they wait until the person sends one, or another:
 * a message that is answered again is none. So do those of a chat that is opened while no reply is under way: nobody
 * expects a page to send, and to bill, as it opens. What is sent while another version is fetched goes after what that
 * version ends in.
 */
export function useQueue(options: {
  draftId: string;
  phase: Phase;
  /** How what is shown ends; undefined where something is awaited, or that is not known. */
  end: 'well' | 'badly' | undefined;
  /** Of the last message that is shown. */
  lastId: string | undefined;
  mayGo: (outgoing: Outgoing) => boolean;
  send: (outgoing: Outgoing) => void;
  /** Called with what a screen reader is to say. */
  announce: (words: string) => void;
}) {
  const { draftId, phase, end, lastId } = options;
  const canGo = end === 'well';
  const [queue, setQueue] = useState<KeptMessage[]>([]);
  const [isRead, setIsRead] = useState(false);
  const latest = useRef({ ...options, queue });
  /** Whether what waits was sent to go by itself, after what is under way. */
  const goesByItself = useRef(isUnderWay(phase));
  const waitsId = `${draftId}:queue-waits`;
  /** The last that was added while a version is fetched. */
  const added = useRef<string>(undefined);
  /** Until what was sent after a message is shown after it, the next would go beside it. */
  const sentAfter = useRef<string>(undefined);
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

  /** Kept, too: after a reload, the reply under way may be another one to an earlier message. */
  const follow = useCallback(
    (isToFollow: boolean) => {
      goesByItself.current = isToFollow;
      saveDraft(waitsId, isToFollow ? '' : 'for the person');
    },
    [waitsId],
  );

  useEffect(() => {
    // After the page was rendered, as the server knows of no queue.
    const waiting = latest.current.queue;
    change(waiting.length > 0 ? waiting : readMessages(draftId, 'queue'));
    setIsRead(true);
    if (readDraft(waitsId) !== '') goesByItself.current = false;
  }, [draftId, waitsId, change]);

  useEffect(() => {
    // What is shown later, such as an earlier reply that is complete, or another one to the same message, is not what was
    // waited for. And a reply can end well by itself before the server hears of the Stop.
    if (phase === 'stopping' || phase === 'switching' || end === 'badly') follow(false);
  }, [phase, end, follow]);

  useEffect(() => {
    if (!canGo) sentAfter.current = undefined;
    if (!canGo || !first || !goesByItself.current || sentAfter.current === lastId) return;
    if (!latest.current.mayGo(first)) return follow(false);
    sentAfter.current = lastId;
    change(latest.current.queue.filter(({ id }) => id !== first.id));
    latest.current.send(first);
    latest.current.announce(`Sent from the line: ${shortLabelOf(first)}`);
  }, [canGo, lastId, first, change, follow]);

  /** @returns whether it was still there */
  function takeOut({ id }: KeptMessage): boolean {
    const others = latest.current.queue.filter((queued) => queued.id !== id);
    const wasThere = others.length < latest.current.queue.length;
    if (wasThere) change(others);
    return wasThere;
  }

  /** What is sent while a version is fetched goes before what waits for the person, as if it had been sent at once. */
  function addFirst(queued: KeptMessage) {
    const waiting = latest.current.queue;
    const at = goesByItself.current ? waiting.findIndex(({ id }) => id === added.current) + 1 : 0;
    added.current = queued.id;
    change(waiting.toSpliced(at, 0, queued));
  }

  return {
    queue,
    /** Whether what was kept over a reload is in it. */
    isRead,
    add(outgoing: Outgoing): KeptMessage {
      const queued = { ...outgoing, id: uuidv7() };
      if (phase === 'switching') addFirst(queued);
      else change([...latest.current.queue, queued]);
      // After a Stop it waits for the person, too, also where the reply has ended by itself before.
      if (phase !== 'stopping') follow(true);
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
    /** The person has sent something: what waits goes after the reply to that. */
    letFollow: () => follow(true),
  };
}
