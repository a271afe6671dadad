import { firstCharacters } from '@/lib/first-characters';

const LONGEST = 60;

/** A file name made of a chat's title, safe on every system: letters and digits of any script, joined by hyphens. */
export function fileNameOf(title: string, ending: 'md' | 'json'): string {
  // Vowels of Hindi and Thai are marks, and a joiner or its contrary is a part of words in Persian.
  const words = title.normalize('NFC').match(/[\p{L}\p{N}][\p{L}\p{N}\p{M}\u200C\u200D]*/gu) ?? [];
  const name = firstCharacters(words.join('-'), LONGEST).replace(/-+$/, '');
  return `${name || 'chat'}.${ending}`;
}
