import { JSONParseError } from 'ai';
import { sql } from 'drizzle-orm';
import { expect, it } from 'vitest';
import { describeOnDatabases } from '@/tests/support/databases';
import { loggedError } from './log-error';

const SECRET = 'what a person wrote';

describeOnDatabases('what the log says of a statement that failed', (db) => {
  it('is the statement and the reason, without the values', async () => {
    const failure: unknown = await db()
      .execute(sql`select ${SECRET}::text, 1 / ${0}::int`)
      .catch((error: unknown) => error);
    const logged = loggedError(new Error('A reply could not be saved', { cause: failure }));
    expect(logged).toMatchObject({
      message: 'A reply could not be saved: A statement failed: division by zero',
      code: '22012',
      query: expect.stringContaining('select $1::text'),
      stack: expect.stringContaining('log-error.test.ts'),
    });
    expect(JSON.stringify(logged)).not.toContain(SECRET);
  });
});

it('is nothing that an error carries besides its words', () => {
  const error = Object.assign(new TypeError('No.'), { requestBodyValues: SECRET, code: 'E_NO' });
  expect(JSON.stringify(loggedError(error))).not.toContain(SECRET);
  expect(loggedError(error)).toMatchObject({ type: 'TypeError', message: 'No.', code: 'E_NO' });
  expect(loggedError('thrown text')).toMatchObject({ type: 'string', message: 'thrown text' });
});

it('is no reply of a model that could not be understood', () => {
  const parsing = new JSONParseError({
    text: SECRET,
    cause: new SyntaxError(`Unexpected token in "${SECRET}"`),
  });
  const failure = new Error('No title was written', { cause: parsing });
  const logged = loggedError(failure);
  expect(logged.message).toBe('No title was written: AI_JSONParseError');
  expect(JSON.stringify(logged)).not.toContain(SECRET);
});

it('ends where two errors are each other’s cause', () => {
  const first = new Error('The first');
  first.cause = new Error('The second', { cause: first });
  expect(loggedError(first)).toMatchObject({ message: 'The first: The second' });
});
