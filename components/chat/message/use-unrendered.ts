import { type RefObject, startTransition, useEffect, useLayoutEffect, useRef, useState } from 'react';

/** About a screen of messages. */
const AT_FIRST = 6;
/** How many are added at a time. */
const STEP = 12;

/**
 * How many of the oldest messages are not to be rendered yet: when a long chat is opened, its last messages are shown
 * at once, and the others added above them bit by bit, while the browser has nothing else to do. What is on the screen
 * stays where it is.
 *
 * @param list what they are rendered into, one element each
 * @param keepsPlace whether the browser keeps the place already: until then, none is added
 */
export function useUnrendered(
  count: number,
  list: RefObject<HTMLElement | null>,
  keepsPlace: boolean,
): number {
  const most = Math.max(0, count - AT_FIRST);
  const [unrendered, setUnrendered] = useState(most);

  useEffect(() => {
    if (keepsPlace && unrendered > 0) startTransition(() => setUnrendered(Math.max(0, unrendered - STEP)));
  }, [keepsPlace, unrendered]);

  const before = useRef(unrendered);
  useLayoutEffect(() => {
    keepPlace(list.current, before.current - unrendered);
    before.current = unrendered;
  }, [unrendered, list]);

  // Another branch may be shorter.
  return Math.min(unrendered, most);
}

/** Scrolls by the height of the elements that were added at the top, where the browser doesn't (Safari). */
function keepPlace(list: HTMLElement | null, added: number): void {
  const [first, formerlyFirst] = [list?.children[0], list?.children[added]];
  if (!first || !formerlyFirst || first === formerlyFirst || CSS.supports('overflow-anchor', 'auto')) return;
  const scroller = list?.closest('[data-scrolls]');
  if (!scroller) return;
  scroller.scrollTop += formerlyFirst.getBoundingClientRect().top - first.getBoundingClientRect().top;
}
