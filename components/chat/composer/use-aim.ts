import { type KeyboardEvent, type MouseEvent, type PointerEvent, useLayoutEffect, useRef } from 'react';

/** Too short to see what a button has become and press it for that; both clicks of a double click fall within it. */
const TOO_SOON_MS = 500;

/**
 * Ignores a click that was meant for what the button was before: a Stop that comes late, or the second click of two on Send.
 * A click without a press, as a screen reader makes it, counts.
 *
 * @param label what the button says
 * @returns what the button has to listen to
 */
export function useAim(label: 'Send' | 'Stop' | 'Stopping') {
  const shown = useRef({ label, since: Number.NEGATIVE_INFINITY });
  const pressedAt = useRef<number>(undefined);
  const actedAt = useRef(Number.NEGATIVE_INFINITY);

  useLayoutEffect(() => {
    if (shown.current.label !== label) shown.current = { label, since: performance.now() };
  }, [label]);

  function isMeant(at: number): boolean {
    if (at - actedAt.current < TOO_SOON_MS) return false;
    // What is sent is billed. A Stop may come at once: who has sent a message by a key can have the pointer there.
    return at - shown.current.since >= (label === 'Send' ? TOO_SOON_MS : 0);
  }

  // When it was pressed, not when this hears of it: the browser may have been busy with the end of the reply.
  const press = (event: PointerEvent | KeyboardEvent) => {
    pressedAt.current = event.timeStamp;
  };

  return {
    onPointerDown: press,
    // A press that left the button is none. A finger's leaves before its click, too.
    onPointerLeave({ pointerType }: PointerEvent) {
      if (pointerType === 'mouse') pressedAt.current = undefined;
    },
    onKeyDown(event: KeyboardEvent) {
      // A key that is held down would press again and again.
      if (event.key === 'Enter' && event.repeat) event.preventDefault();
      else if (event.key === 'Enter' || event.key === ' ') press(event);
    },
    onClick(event: MouseEvent) {
      const at = pressedAt.current;
      pressedAt.current = undefined;
      if (at === undefined || isMeant(at)) actedAt.current = event.timeStamp;
      else event.preventDefault();
    },
  };
}
