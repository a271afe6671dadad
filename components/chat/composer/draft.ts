/**
 * What is typed and not sent, kept over a reload. For the tab only: another person at the same browser should not
 * find it. Where the browser keeps nothing, there is none.
 */
export function readDraft(chatId: string): string {
  return storage()?.getItem(keyOf(chatId)) ?? '';
}

export function saveDraft(chatId: string, text: string): void {
  try {
    if (text.trim() === '') storage()?.removeItem(keyOf(chatId));
    else storage()?.setItem(keyOf(chatId), text);
  } catch {
    // The storage is full: the draft stays in the field alone.
  }
}

function storage(): Storage | undefined {
  try {
    return sessionStorage;
  } catch {
    return undefined;
  }
}

function keyOf(chatId: string): string {
  return `draft:${chatId}`;
}
