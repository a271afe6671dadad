import { useEffect, useEffectEvent, useState } from 'react';
import type { Attached } from './attached';

/** What stands in the composer, sent or not. */
export interface Written {
  text: string;
  items: Attached[];
}

/** Whether a message waits for its files, or does so no longer because it can't go as it stood when it was sent. */
export type WaitState = 'idle' | 'waiting' | 'not sent';

/**
 * Lets a message that was sent while its files were under way wait for them. What goes then is what stood there when it
 * was sent, and nothing that was typed or attached after it. Where its text is changed meanwhile, or a file of it
 * removed, it is another message, and does not go; nor does one with a file that can't be sent after all.
 */
export function useSendOnceUploaded(
  { text, items }: Written,
  canBeSent: (item: Attached) => boolean,
  send: (written: Written) => void,
) {
  const [held, setHeld] = useState<{ text: string; ids: string[] } | 'not sent'>();
  const waiting = held === 'not sent' ? undefined : held;
  const itemsOfIt = items.filter(({ id }) => waiting?.ids.includes(id));
  const isUploading = itemsOfIt.some(({ state }) => state === 'uploading');
  const sendNow = useEffectEvent((sent: string) => send({ text: sent, items: itemsOfIt }));

  const isThere = waiting && text.startsWith(waiting.text) && itemsOfIt.length === waiting.ids.length;
  if (waiting && !(isThere && itemsOfIt.every(canBeSent))) setHeld('not sent');
  // Nothing is left of it.
  if (held === 'not sent' && text.trim() === '' && items.length === 0) setHeld(undefined);

  useEffect(() => {
    if (!waiting || isUploading) return;
    setHeld(undefined);
    sendNow(waiting.text);
  }, [waiting, isUploading]);

  const state: WaitState = held === 'not sent' ? held : held ? 'waiting' : 'idle';
  return {
    state,
    /** Called again, it is all that stands there by then. */
    wait: () => setHeld({ text, ids: items.map(({ id }) => id) }),
    /** It is not to go yet, or goes by another way. */
    cancel: () => setHeld(undefined),
  };
}
