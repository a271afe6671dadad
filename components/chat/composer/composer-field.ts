/** Where a message is written; null where the page has no composer. */
export function composerField(): HTMLTextAreaElement | null {
  return document.querySelector<HTMLTextAreaElement>('textarea[data-composer]');
}
