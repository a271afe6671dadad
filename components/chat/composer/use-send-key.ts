import type { KeyboardEvent } from 'react';
import { isComposing } from '@/components/ui/is-composing';
import { useInBrowser } from '@/components/ui/use-in-browser';

/** Whether a device has nothing but a screen to touch, as a phone: no mouse, and most likely no keyboard of its own. */
export function isTouchOnly(): boolean {
  return matchMedia('(pointer: coarse)').matches && !matchMedia('(any-pointer: fine)').matches;
}

/**
 * Which key sends a message: Enter. Where a screen is touched it begins a new line, as its keyboard has no Shift+Enter,
 * and the button beside the field sends; with Ctrl or ⌘ it sends everywhere.
 */
export function useSendKey() {
  const isTouched = useInBrowser(isTouchOnly, () => false);
  return {
    /** What the keyboard of a screen shows on the key. */
    enterKeyHint: isTouched ? 'enter' : 'send',
    sends: (event: KeyboardEvent) =>
      event.key === 'Enter' &&
      !event.shiftKey &&
      !isComposing(event) &&
      (!isTouched || event.ctrlKey || event.metaKey),
  } as const;
}
