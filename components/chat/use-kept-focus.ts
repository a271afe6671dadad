import { useEffect, useRef } from 'react';
import { composerToFocus } from './composer/composer-field';

/** What had the focus, and where it stood: the label of the button, and the place of its message in the chat. */
interface Focused {
  element: Element;
  label: string | null;
  place: string | undefined;
}

/**
 * Keeps the place of who uses a keyboard: when what has the focus goes, such as the arrows of a version that another
 * takes the place of, or a suggestion that was sent, the focus goes to what stands there now, or else to the composer.
 * Without this it would be at the top of the page. Forms see to it themselves.
 */
export function useKeptFocus(): void {
  const focused = useRef<Focused>(undefined);

  useEffect(() => {
    const forget = () => {
      focused.current = undefined;
    };
    const remember = ({ target }: FocusEvent) => {
      // A dialog gives it back to what opened it.
      if (target instanceof Element && target.closest('dialog')) return;
      const isOurs = target instanceof Element && target.closest('main') && !target.closest('form');
      focused.current = isOurs
        ? { element: target, label: labelOf(target), place: placeOf(target) }
        : undefined;
    };
    // Whoever clicks beside everything gave the focus up.
    document.addEventListener('pointerdown', forget, true);
    document.addEventListener('focusin', remember);
    return () => {
      document.removeEventListener('pointerdown', forget, true);
      document.removeEventListener('focusin', remember);
    };
  }, []);

  useEffect(() => {
    if (!focused.current || focused.current.element.isConnected) return;
    const { label, place } = focused.current;
    focused.current = undefined;
    if (document.activeElement !== document.body) return;
    const buttons =
      place === undefined || label === null
        ? []
        : document.querySelectorAll<HTMLElement>(`${at(place)} button`);
    const heir = [...buttons].find((button) => labelOf(button) === label);
    (heir ?? composerToFocus())?.focus({ preventScroll: true });
  });
}

function labelOf(element: Element): string | null {
  return element.getAttribute('aria-label');
}

function placeOf(element: Element): string | undefined {
  return element.closest<HTMLElement>('[data-place]')?.dataset.place;
}

function at(place: string): string {
  return `[data-place="${place}"]`;
}
