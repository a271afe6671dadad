import type { Language } from './languages';

/** So many characters in one colour, as CSS. */
export type ColouredSpan = readonly [length: number, colour: string];
/** A line of code, from its beginning; what is left of it has no colour of its own. */
export type ColouredLine = readonly ColouredSpan[];

/** What the worker is asked for: to go on with a piece of code, or to forget it. */
export type Question =
  | { type: 'lines'; id: number; language: Language; lines: readonly string[] }
  | { type: 'end'; id: number };

/** What it answers: the next lines of that code. */
export interface Answer {
  id: number;
  lines: readonly ColouredLine[];
}
