/**
 * After a message was edited and sent: focuses the button to edit the one in its place, which is the last of the list.
 * A focus that is elsewhere stays there. The list has its own way of scrolling to its end.
 */
export function focusLastPencil(list: Element | null): void {
  if (document.activeElement !== document.body) return;
  const pencils = list?.querySelectorAll<HTMLElement>('button[aria-label="Edit message"]') ?? [];
  [...pencils].at(-1)?.focus({ preventScroll: true });
}
