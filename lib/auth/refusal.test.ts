import { describe, expect, it } from 'vitest';
import { AppError, TooManyRequestsError } from '../errors';
import {
  AccountExistsError,
  AlreadySignedInError,
  GuestsOffError,
  NotYourAccountError,
  WrongCredentialsError,
} from './errors';
import { Refusal, refusalSentence, refusing } from './refusal';

describe('what the sign-in page says', () => {
  it('is nothing to a person whom nothing refused', () => {
    expect(refusalSentence({})).toBeUndefined();
  });

  it.each([
    new WrongCredentialsError(),
    new AccountExistsError(),
    new NotYourAccountError(),
    new AlreadySignedInError(),
    new GuestsOffError(),
  ])('is what the error says: $code', (error) => {
    expect(refusalSentence({ error: 'CredentialsSignin', code: error.code })).toBe(error.message);
  });

  it('is to come back later after too many attempts', () => {
    const { code } = new TooManyRequestsError(600);
    expect(refusalSentence({ error: 'CredentialsSignin', code })).toBe(
      'That was too many attempts. Try again later.',
    );
  });

  it.each([
    ['a fault', { error: 'Configuration' }],
    ['a person who changed their mind', { error: 'OAuthCallbackError' }],
    ['a code that somebody made up', { error: 'CredentialsSignin', code: '<b>pay here</b>' }],
    ['a code that every object has', { error: 'CredentialsSignin', code: 'constructor' }],
    ['two codes', { error: 'CredentialsSignin', code: ['guests_off', 'guests_off'] }],
  ])('is one sentence for %s', (_, query) => {
    expect(refusalSentence(query)).toMatch(/^Signing in didn’t work/);
  });
});

describe('a way of signing in', () => {
  it('is refused with what a person should read', async () => {
    const reason = new AppError(409, 'account_exists', 'There is one.');
    const error: unknown = await refusing(async () => {
      throw reason;
    }).catch((thrown: unknown) => thrown);
    expect(error).toBeInstanceOf(Refusal);
    expect(error).toMatchObject({ reason, code: 'account_exists' });
  });

  it('fails with any other error as it is', async () => {
    const fault = new Error('The database is away.');
    const failing = refusing(async () => {
      throw fault;
    });
    await expect(failing).rejects.toBe(fault);
  });
});
