import { randomUUID } from 'node:crypto';
import { expect, it } from 'vitest';
import { describeOnDatabases } from '@/tests/support/databases';
import { TooManyRequestsError } from '../errors';
import { WrongCredentialsError } from './errors';
import { signInWithAccount } from './sign-in-with-account';
import { signUp } from './sign-up';
import { countingHasher } from './testing/counting-hasher';
import { verifyPassword } from './verify-password';

describeOnDatabases('signing in with a password', (db) => {
  const context = () => ({ db: db(), hasher: countingHasher() });

  async function newMember() {
    const ada = { email: `${randomUUID()}@example.com`, password: 'correct horse', address: randomUUID() };
    return { ...ada, user: await signUp(context(), ada) };
  }

  /** The error, and how much work it took to come to it. */
  async function refusal(attempt: { email: string; password: string; address: string }) {
    const its = context();
    const error: unknown = await verifyPassword(its, attempt).catch((thrown: unknown) => thrown);
    return { error, work: its.hasher.work };
  }

  it('gives the person', async () => {
    const { user, ...ada } = await newMember();
    expect(await verifyPassword(context(), ada)).toEqual(user);
  });

  it('answers the same, after the same work, to a wrong password and to an unknown address', async () => {
    const { user: _, ...ada } = await newMember();
    const wrongPassword = await refusal({ ...ada, password: 'wrong horse' });
    const unknownAddress = await refusal({ ...ada, email: `${randomUUID()}@example.com` });
    expect(wrongPassword).toEqual({ error: new WrongCredentialsError(), work: ['verify'] });
    expect(unknownAddress).toEqual(wrongPassword);
  });

  it('answers the same where there is an account that has no password', async () => {
    const email = `${randomUUID()}@example.com`;
    const account = { provider: 'github', providerAccountId: randomUUID(), email, name: 'Ada' };
    await signInWithAccount(db(), account);
    const answer = await refusal({ email, password: 'correct horse', address: randomUUID() });
    expect(answer).toEqual({ error: new WrongCredentialsError(), work: ['verify'] });
  });

  it('takes ten wrong passwords for an account from an address, and then not even the right one', async () => {
    const { user, ...ada } = await newMember();
    const address = randomUUID();
    for (let i = 0; i < 10; i++) await refusal({ ...ada, password: 'wrong horse', address });
    const answer = await refusal({ ...ada, address });
    expect(answer).toEqual({ error: expect.any(TooManyRequestsError), work: [] });
    expect(await verifyPassword(context(), { ...ada, address: randomUUID() })).toEqual(user);
  });

  it('counts tries at unknown addresses just so', async () => {
    const attempt = {
      email: `${randomUUID()}@example.com`,
      password: 'correct horse',
      address: randomUUID(),
    };
    for (let i = 0; i < 10; i++) await refusal(attempt);
    expect((await refusal(attempt)).error).toBeInstanceOf(TooManyRequestsError);
  });

  it('lets a person sign in as often as they like', async () => {
    const { user, ...ada } = await newMember();
    for (let i = 0; i < 15; i++) expect(await verifyPassword(context(), ada)).toEqual(user);
  });

  it('stops an address that tries one account after the other', async () => {
    const address = randomUUID();
    const tryNext = () =>
      refusal({ email: `${randomUUID()}@example.com`, password: 'correct horse', address });
    for (let i = 0; i < 50; i++) expect((await tryNext()).error).toBeInstanceOf(WrongCredentialsError);
    expect((await tryNext()).error).toBeInstanceOf(TooManyRequestsError);
  });

  it('stops guesses at one account from many addresses', async () => {
    const { user: _, ...ada } = await newMember();
    const guess = () => refusal({ ...ada, password: 'wrong horse', address: randomUUID() });
    // The sign-up was the first of the hundred.
    for (let i = 0; i < 99; i++) expect((await guess()).error).toBeInstanceOf(WrongCredentialsError);
    expect((await guess()).error).toBeInstanceOf(TooManyRequestsError);
  });
});
