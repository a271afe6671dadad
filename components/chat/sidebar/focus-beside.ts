/**
 * Takes the focus from an item of the list of chats that is about to go, to the chat after it or else the one before;
 * where it is the only one, to where a new one begins. A focus that is elsewhere stays there.
 */
export function focusBeside(item: Element | null): void {
  if (!item?.contains(document.activeElement)) return;
  const items: Element[] = [...(item.closest('nav')?.querySelectorAll('li') ?? [])];
  const index = items.indexOf(item);
  const beside = items[index + 1] ?? items[index - 1];
  const link = beside?.querySelector('a') ?? document.querySelector<HTMLElement>('aside a[href="/chat"]');
  link?.focus();
}

/** After a chat got another place in the list: focuses it there, where the focus was on it. One elsewhere stays there. */
export function focusMoved(chatId: string): void {
  if (document.activeElement !== document.body) return;
  document.querySelector<HTMLElement>(`aside a[href="/chat/${chatId}"]`)?.focus();
}
