import { turkishForms } from './turkish-forms';

/** A piece of a message, with what was looked for marked. */
export type Excerpt = { text: string; isMatch: boolean }[];

/** They mark what was found. Of Unicode's private use, so that no text has them. */
export const [MATCH_START, MATCH_END] = ['\uE000', '\uE001'];

const CHARACTERS_BEFORE = 40;
const CHARACTERS_AFTER = 120;

/** An excerpt of a text with marks in it. */
export function excerptOfMarked(marked: string): Excerpt {
  return marked
    .replace(/\s+/g, ' ')
    .split(new RegExp(`(${MATCH_START}[^${MATCH_END}]*${MATCH_END})`))
    .filter((piece) => piece !== '')
    .map((piece) => ({
      text: piece.replaceAll(MATCH_START, '').replaceAll(MATCH_END, ''),
      isMatch: piece.startsWith(MATCH_START),
    }));
}

/** Where a text has one of the words, whole or as a part of one; its beginning where it has none. */
export function excerptAround(text: string, words: readonly string[]): Excerpt {
  const anyWord = words
    .flatMap((word) => [word, ...turkishForms(word)])
    .map((word) => word.replace(/[\\^$.*+?()[\]{}|/]/g, '\\$&'))
    .join('|');
  const place = new RegExp(`.{0,${CHARACTERS_BEFORE}}(?:${anyWord}).{0,${CHARACTERS_AFTER}}`, 'isu');
  const beginning = new RegExp(`^.{0,${CHARACTERS_AFTER}}`, 'su');
  const [found = ''] = place.exec(text) ?? beginning.exec(text) ?? [];
  return excerptOfMarked(found.replace(new RegExp(anyWord, 'giu'), `${MATCH_START}$&${MATCH_END}`));
}
