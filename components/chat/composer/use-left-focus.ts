import { type RefObject, useLayoutEffect, useRef } from 'react';
import { composerToFocus } from './composer-field';

/** For a button beside the field that goes, as when its work is done: the focus that it has then is left to the field. */
export function useLeftFocus(): RefObject<HTMLButtonElement | null> {
  const button = useRef<HTMLButtonElement>(null);

  useLayoutEffect(() => {
    const element = button.current;
    return () => {
      // It is still in the page: once it is out, nobody knows that it had the focus.
      if (element && element === document.activeElement) composerToFocus()?.focus({ preventScroll: true });
    };
  }, []);

  return button;
}
