import { createContext, startTransition, useEffect, useState } from 'react';

/** How far a chat that was opened has come. */
export type Opening = 'laying-out' | 'settling';

const NEXT = { 'laying-out': 'settling', settling: undefined } as const;

/** Whether the browser keeps in place what is in view, when something is added above it. */
export const KeepsPlaceContext = createContext(true);

/** What is rendered first is laid out whole, and stands still one frame later: then it is `undefined`. */
export function useOpening(): Opening | undefined {
  const [opening, setOpening] = useState<Opening | undefined>('laying-out');

  useEffect(() => {
    if (!opening) return;
    const frame = requestAnimationFrame(() => startTransition(() => setOpening(NEXT[opening])));
    return () => cancelAnimationFrame(frame);
  }, [opening]);

  return opening;
}
