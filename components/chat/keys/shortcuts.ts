export type Shortcut = 'palette' | 'shortcuts' | 'compose';

/** What decides what a key means, beside the key. */
interface Surroundings {
  /** Whether the focus is where one types. */
  isTyping: boolean;
  /** Whether a key by itself may be a shortcut elsewhere. */
  hasSingleKeys: boolean;
  /** Whether it is one of Apple's: there Ctrl K deletes what follows in the line, where one types. */
  isApple: boolean;
}

/** What a key means, wherever the focus is in the chats. With Shift, ⌘ K and Ctrl K are the browser's. */
export function shortcutOf(
  event: Pick<KeyboardEvent, 'key' | 'code' | 'metaKey' | 'ctrlKey' | 'altKey' | 'shiftKey'>,
  { isTyping, hasSingleKeys, isApple }: Surroundings,
): Shortcut | undefined {
  const isOfField = isTyping && isApple && !event.metaKey;
  const hasCommand = (event.metaKey || event.ctrlKey) && !event.altKey;
  if (hasCommand && !event.shiftKey && !isOfField && isK(event)) return 'palette';
  if (isTyping || !hasSingleKeys || hasCommand || event.altKey) return undefined;
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

/** Whether the keyboard is most likely one of Apple's, with ⌘. */
export function isApple(): boolean {
  return /Mac|iPhone|iPad/.test(navigator.userAgent);
}

/** What the list of shortcuts says. `Mod` is ⌘ on a Mac and Ctrl elsewhere. */
export const SHORTCUTS = [
  { keys: ['Mod', 'K'], does: 'Find a chat, or do something' },
  { keys: ['/'], does: 'Write a message' },
  { keys: ['Enter'], does: 'Send it; while a reply comes: send it next' },
  { keys: ['Mod', 'Enter'], does: 'Send it, also where Enter begins a new line' },
  { keys: ['Shift', 'Enter'], does: 'Begin a new line' },
  { keys: ['Alt', 'T'], does: 'Go to the last note, such as one with Undo' },
  { keys: ['Esc'], does: 'Close what is open' },
  { keys: ['?'], does: 'Show this list' },
] as const;

/** Whether a key is a character by itself, which can be switched off. */
export function isSingleKey(keys: readonly string[]): boolean {
  return keys.length === 1 && keys[0]?.length === 1;
}
