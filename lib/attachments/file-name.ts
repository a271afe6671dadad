import { firstCharacters } from '../first-characters';

const LONGEST_NAME = 120;

/** A file's name as it can be shown and stored: without its folder and what can't be seen, and cut before its ending. */
export function cleanFileName(given: string): string {
  const name = (given.split(/[/\\]/).at(-1) ?? '')
    .toWellFormed()
    // A Mac takes letters with accents apart, by which a search would not find them.
    .normalize('NFC')
    // Control characters, and those that turn the direction of what comes after them; but not the joiner and its
    // contrary, which words in Persian and some emoji are written with.
    .replace(/(?![\u200C\u200D])[\p{Cc}\p{Cf}]/gu, '')
    .replace(/\s+/g, ' ')
    .trim();
  // Joiners alone can't be seen either.
  if (/^[\s\u200C\u200D]*$/u.test(name)) return 'file';
  if (firstCharacters(name, LONGEST_NAME) === name) return name;
  const ending = /\.[^.]{1,12}$/.exec(name)?.[0] ?? '';
  return `${firstCharacters(name, LONGEST_NAME - ending.length - 1).trimEnd()}…${ending}`;
}
