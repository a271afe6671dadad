import { useEffect, useEffectEvent, useState } from 'react';
import type { Attached } from './attached';

/** What stands in the composer, sent or not. */
export interface Written {
  text: string;
  items: Attached[];
}

/** Whether a message waits for its files, or does so no longer because it was changed meanwhile. */
export type WaitState = 'idle' | 'waiting' | 'changed';

/**
 * Lets a message that was sent while its files were under way wait for them. What goes then is what stood there when it
 * was sent, and nothing that was typed or attached after it. Where its text is changed meanwhile, or a file of it
 * removed, it is another message, and does not go.
 */
export function useSendOnceUploaded({ text, items }: Written, send: (written: Written) => void) {
  const [held, setHeld] = useState<{ text: string; ids: string[] } | 'changed'>();
  const waiting = held === 'changed' ? undefined : held;
  const itemsOfIt = items.filter(({ id }) => waiting?.ids.includes(id));
  const isUploading = itemsOfIt.some(({ state }) => state === 'uploading');
  const sendNow = useEffectEvent((sent: string) => send({ text: sent, items: itemsOfIt }));

  const isThere = waiting && text.startsWith(waiting.text) && itemsOfIt.length === waiting.ids.length;
  if (waiting && !isThere) setHeld('changed');
  // All is sent by then, or removed.
  if (held === 'changed' && items.length === 0) setHeld(undefined);

  useEffect(() => {
    if (!waiting || isUploading) return;
    setHeld(undefined);
    sendNow(waiting.text);
  }, [waiting, isUploading]);

  const state: WaitState = held === 'changed' ? 'changed' : held ? 'waiting' : 'idle';
  return {
    state,
    /** Called again, it is all that stands there by then. */
    wait: () => setHeld({ text, ids: items.map(({ id }) => id) }),
    cancel: () => setHeld(undefined),
  };
}
