import { useEffect, useRef, useState } from 'react';
import { uuidv7 } from 'uuidv7';

export interface Queued {
  id: string;
  text: string;
}

/**
 * Messages that wait for the reply under way to end. The first goes once it has ended well; after a Stop or a fault
 * they wait until the person sends one.
 */
export function useQueue({ canGo, send }: { canGo: boolean; send: (text: string) => void }) {
  const [queue, setQueue] = useState<Queued[]>([]);
  const latestSend = useRef(send);
  const first = queue[0];

  useEffect(() => {
    latestSend.current = send;
  });

  useEffect(() => {
    if (!canGo || !first) return;
    setQueue((before) => before.filter(({ id }) => id !== first.id));
    latestSend.current(first.text);
  }, [canGo, first]);

  return {
    queue,
    add: (text: string) => setQueue((before) => [...before, { id: uuidv7(), text }]),
    remove: (id: string) => setQueue((before) => before.filter((queued) => queued.id !== id)),
  };
}
