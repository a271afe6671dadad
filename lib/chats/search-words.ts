import { type SQL, sql } from 'drizzle-orm';
import { turkishForms } from './turkish-forms';

/** One letter is in everything; but of a script without capitals, such as Chinese, one may be a word. */
const TELLS_MUCH = /\p{Lo}|../u;

/** Each is looked for in every text that a person has, and more of them hardly tell more. */
const MOST_PARTS = 8;

/**
 * The words of a search, each once, to be looked for as parts of others: the first that tell much, then the others as far
 * as there is room. None where all are too short to tell anything.
 */
export function wordsToContain(typed: string): string[] {
  const words = [...new Set(typed.split(/\s+/).filter((word) => word !== ''))];
  const telling = words.filter((word) => TELLS_MUCH.test(word));
  const others = words.filter((word) => !TELLS_MUCH.test(word));
  return telling.length > 0 ? [...telling, ...others].slice(0, MOST_PARTS) : [];
}

/** The condition that a column contains each word, with capitals or without; false where there are no words. */
export function containsAll(column: SQL, words: readonly string[]): SQL {
  if (words.length === 0) return sql`false`;
  return sql.join(
    words.map((word) => contains(column, word)),
    sql` and `,
  );
}

function contains(column: SQL, word: string): SQL {
  const lower = word.toLowerCase();
  const upper = word.toUpperCase();
  if (lower === upper) return sql`${column} like ${patternOf(word)}`;
  // Where the database has the locale C, Postgres knows no other capitals than those of ASCII.
  const capitals = /^\p{ASCII}*$/u.test(word) ? [] : [upper, capitalized(lower)];
  // `ilike`, and the capitals, find those without İ that differ in nothing but capitals.
  const turkish = turkishForms(word).filter((form) => form.includes('İ') || form.toLowerCase() !== lower);
  const forms = [...capitals, ...turkish].map((form) => sql` or ${column} like ${patternOf(form)}`);
  return sql`(${column} ilike ${patternOf(lower)}${sql.join(forms)})`;
}

function capitalized(word: string): string {
  const [first = '', ...rest] = word;
  return first.toUpperCase() + rest.join('');
}

function patternOf(word: string): string {
  return `%${word.replace(/[\\%_]/g, '\\$&')}%`;
}
