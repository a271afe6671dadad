/**
 * As the `ref` of what takes the place of something that had the focus, with `tabIndex={-1}` where nobody gets to it by
 * Tab: the focus goes there, and so it is read out.
 */
export function takeFocus(element: HTMLElement | null): void {
  element?.focus();
}
