export type Shortcut = 'palette' | 'shortcuts' | 'compose';

/**
 * What a key means, wherever the focus is in the chats.
 *
 * @param isCharacter whether a key by itself is only what it writes: where somebody types, or has the shortcuts of one
 *   key switched off
 */
export function shortcutOf(
  event: Pick<KeyboardEvent, 'key' | 'code' | 'metaKey' | 'ctrlKey' | 'altKey'>,
  isCharacter: boolean,
): Shortcut | undefined {
  const hasCommand = (event.metaKey || event.ctrlKey) && !event.altKey;
  if (hasCommand && isK(event)) return 'palette';
  if (isCharacter || hasCommand || event.altKey) return undefined;
  if (event.key === '?') return 'shortcuts';
  return event.key === '/' ? 'compose' : undefined;
}

/**
 * By its letter; where a keyboard writes none of Latin, as in Russian or Greek, by its place. A key that an input method
 * takes is none: Chrome on Windows calls it `Process`.
 */
function isK({ key, code }: Pick<KeyboardEvent, 'key' | 'code'>): boolean {
  return /^\P{ASCII}$/u.test(key) ? code === 'KeyK' : key.toLowerCase() === 'k';
}

/** What the list of shortcuts says. `Mod` is ⌘ on a Mac and Ctrl elsewhere. */
export const SHORTCUTS = [
  { keys: ['Mod', 'K'], does: 'Find a chat, or do something' },
  { keys: ['/'], does: 'Write a message' },
  { keys: ['Enter'], does: 'Send it; while a reply comes: send it next' },
  { keys: ['Shift', 'Enter'], does: 'Begin a new line' },
  { keys: ['Alt', 'T'], does: 'Go to the last note, such as one with Undo' },
  { keys: ['Esc'], does: 'Close what is open' },
  { keys: ['?'], does: 'Show this list' },
] as const;

/** Whether a key is a character by itself, which can be switched off. */
export function isSingleKey(keys: readonly string[]): boolean {
  return keys.length === 1 && keys[0]?.length === 1;
}
