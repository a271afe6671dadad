import { describe, expect, it, vi } from 'vitest';
import { DatabaseSilentError } from '../db/errors';
import { DatabaseLockedError } from '../db/folder-lock';
import { signInWithPassword } from './actions';

const getDb = vi.hoisted(() => vi.fn());
vi.mock('../db/client', () => ({ getDb }));
vi.mock('./secret', () => ({ authSecret: async () => 'the secret of these tests, long enough' }));
vi.mock('next/headers', () => ({
  headers: async () => new Headers({ host: 'localhost:3000', 'x-forwarded-proto': 'http' }),
  cookies: async () => new Map(),
}));

describe('a sign-in that could not be looked at says', () => {
  function signIn(error: Error) {
    getDb.mockRejectedValue(error);
    const form = new FormData();
    form.set('email', 'ada@example.com');
    form.set('password', 'correct horse');
    return signInWithPassword({}, form);
  }

  // Of each it was said that it is a fault on our side.
  it.each([
    [
      'that the database can’t be reached',
      new DatabaseSilentError(),
      'The database can’t be reached right now',
    ],
    ['that another process has it open', new DatabaseLockedError('.data'), 'another process has it open'],
    ['of anything else that it is our fault', new Error('boom'), 'a fault on our side'],
  ])('%s', async (_, error, said) => {
    expect(await signIn(error)).toEqual({ error: expect.stringContaining(said) });
  });
});
