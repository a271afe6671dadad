import { useEffect, useRef, useState } from 'react';
import { uuidv7 } from 'uuidv7';
import type { Outgoing } from '../outgoing';

export interface Queued extends Outgoing {
  id: string;
}

/**
 * Messages that wait for the reply under way to end. The first goes once it has ended well; after a Stop or a fault,
 * or where it is not to go by itself (`mayGo`), they wait until the person sends one.
 */
export function useQueue(options: {
  canGo: boolean;
  mayGo: (outgoing: Outgoing) => boolean;
  send: (outgoing: Outgoing) => void;
}) {
  const { canGo } = options;
  const [queue, setQueue] = useState<Queued[]>([]);
  const latest = useRef(options);
  const first = queue[0];

  useEffect(() => {
    latest.current = options;
  });

  useEffect(() => {
    if (!canGo || !first || !latest.current.mayGo(first)) return;
    setQueue((before) => before.filter(({ id }) => id !== first.id));
    latest.current.send(first);
  }, [canGo, first]);

  return {
    queue,
    add: (outgoing: Outgoing) => setQueue((before) => [...before, { ...outgoing, id: uuidv7() }]),
    remove: (id: string) => setQueue((before) => before.filter((queued) => queued.id !== id)),
  };
}
