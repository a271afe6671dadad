import { keep, readKept } from '@/components/ui/kept-in-browser';

const KEY = 'single-key-shortcuts';
const OFF = 'off';

/** Whether `/` and `?` are shortcuts. Who speaks instead of typing, or often hits a wrong key, may not want that. */
export function readHasSingleKeys(): boolean {
  return readKept('localStorage', KEY) !== OFF;
}

/** Keeps whether they are, for all chats in this browser. */
export function saveHasSingleKeys(hasSingleKeys: boolean): void {
  keep('localStorage', KEY, hasSingleKeys ? null : OFF);
}
