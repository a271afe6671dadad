import { firstCharacters } from '../../first-characters';

const LONGEST = 60;

/** A file name made of a chat's title, safe on every system: letters and digits of any script, joined by hyphens. */
export function fileNameOf(title: string, ending: 'md' | 'json'): string {
  const words = title.normalize('NFC').match(/[\p{L}\p{N}]+/gu) ?? [];
  const name = firstCharacters(words.join('-'), LONGEST).replace(/-+$/, '');
  return `${name || 'chat'}.${ending}`;
}
