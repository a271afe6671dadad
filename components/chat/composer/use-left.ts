import { useEffect, useEffectEvent } from 'react';

/** What the new chat that is open does about it, while one is. */
const readers = new Set<() => void>();

/** Has the new chat that is open read what was left to it just now. */
export function tellOpenNewChat(): void {
  for (const read of readers) read();
}

/**
 * Hears what is left to a new chat that is open already: what was kept for it before, it has read by itself.
 *
 * @param isNewChat whether this is one
 * @param read called when something was left
 */
export function useLeft(isNewChat: boolean, read: () => void): void {
  const readNow = useEffectEvent(read);

  useEffect(() => {
    if (!isNewChat) return;
    const reader = () => readNow();
    readers.add(reader);
    return () => void readers.delete(reader);
  }, [isNewChat]);
}
