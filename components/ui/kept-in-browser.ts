/** For the tab alone, or for good. */
type Place = 'sessionStorage' | 'localStorage';

/** A text that the browser keeps; null where there is none, or it keeps nothing. */
export function readKept(place: Place, key: string): string | null {
  try {
    return globalThis[place].getItem(key);
  } catch {
    return null;
  }
}

/** What the browser keeps texts under; nothing where it keeps none. */
export function keptKeys(place: Place): string[] {
  try {
    const storage = globalThis[place];
    return Array.from({ length: storage.length }, (_, index) => storage.key(index) ?? '');
  } catch {
    return [];
  }
}

/** Keeps a text, or no longer where it is null. */
export function keep(place: Place, key: string, text: string | null): void {
  try {
    if (text === null) globalThis[place].removeItem(key);
    else globalThis[place].setItem(key, text);
  } catch {
    // The browser keeps nothing, or is full: what is there stays what it was.
  }
}
