import { startTransition, useEffect, useState } from 'react';

/** About a screen of messages. */
const AT_ONCE = 10;

/**
 * How many of the oldest messages are not to be rendered yet: when a long chat is opened, its last messages are shown
 * at once, and the others added above them bit by bit, while the browser has nothing else to do.
 */
export function useUnrendered(count: number): number {
  const most = Math.max(0, count - AT_ONCE);
  const [unrendered, setUnrendered] = useState(most);

  useEffect(() => {
    if (unrendered > 0) startTransition(() => setUnrendered(Math.max(0, unrendered - AT_ONCE)));
  }, [unrendered]);

  // Another branch may be shorter.
  return Math.min(unrendered, most);
}
