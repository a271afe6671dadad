import type { ChatMessage } from '../message';
import { fileNamesOf, textsOf } from '../parts';
import { cutAtWord } from './clean-title';

const LONGEST_TITLE = 80;

/** The first line of a message as a chat's title, cut at a word; the name of its first file where it has no words. */
export function titleOf(parts: ChatMessage['parts']): string {
  const [title = ''] = [...parts.flatMap(textsOf), ...parts.flatMap(fileNamesOf)];
  const line = title.normalize('NFC').trim().split('\n', 1).join('');
  return cutAtWord(line.replace(/\s+/g, ' '), LONGEST_TITLE);
}
