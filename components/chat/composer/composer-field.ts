import { isTouchOnly } from './use-send-key';

/** Where a message is written; null where the page has no composer. */
export function composerField(): HTMLTextAreaElement | null {
  return document.querySelector<HTMLTextAreaElement>('textarea[data-composer]');
}

/**
 * What in the composer takes the focus from what goes: the field, or its button where the field would open the keyboard
 * of a screen over the page. Null where the page has no composer.
 */
export function composerToFocus(): HTMLElement | null {
  const field = composerField();
  return isTouchOnly() ? (field?.form?.querySelector<HTMLElement>('[type="submit"]') ?? null) : field;
}
