import { storableText } from '../db/text';
import type { ChatMessage } from './message';
import { fileNamesOf, textsOf } from './parts';

/** Postgres indexes at most a megabyte of words of a text, and refuses the row beyond it. */
const MOST_CHARACTERS = 200_000;

/**
 * What the search finds a message by: its text and the names of its files, without reasoning and tool calls. Letters with
 * accents are one character each, as `searchChats` has them.
 */
export function searchTextOf(parts: ChatMessage['parts']): string {
  const texts = [...parts.flatMap(textsOf), ...parts.flatMap(fileNamesOf)];
  return storableText(texts.join('\n\n').normalize('NFC').slice(0, MOST_CHARACTERS));
}
