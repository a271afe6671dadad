import { randomUUID } from 'node:crypto';
import { eq } from 'drizzle-orm';
import { expect, it } from 'vitest';
import { describeOnDatabases } from '@/tests/support/databases';
import { oauthAccounts, users } from '../db/schema';
import { connectedProviders } from './connected-accounts';
import { createGuest } from './create-guest';
import { AccountExistsError, NotYourAccountError } from './errors';
import { signInWithAccount } from './sign-in-with-account';
import { signUp } from './sign-up';
import { countingHasher } from './testing/counting-hasher';

describeOnDatabases('signing in with an account at GitHub or Google', (db) => {
  const newAccount = (email: string | null = `${randomUUID()}@example.com`) => ({
    provider: 'github',
    providerAccountId: randomUUID(),
    email,
    name: 'Ada',
  });
  const newGuest = () => createGuest(db(), { address: randomUUID() });
  const newMember = () =>
    signUp(
      { db: db(), hasher: countingHasher() },
      { email: `${randomUUID()}@example.com`, password: 'correct horse', address: randomUUID() },
    );
  const signIn = (account: Parameters<typeof signInWithAccount>[1]) => signInWithAccount(db(), account);

  it('makes a member the first time and knows them the next', async () => {
    const account = newAccount();
    const first = await signIn(account);
    expect(first).toMatchObject({
      id: expect.any(String),
      kind: 'member',
      name: 'Ada',
      email: account.email,
    });
    expect(await signIn({ ...account, email: 'moved@example.com', name: 'Countess' })).toEqual(first);
  });

  it('keeps accounts of the same id at different providers apart', async () => {
    const account = newAccount(null);
    const atGithub = await signIn(account);
    const atGoogle = await signIn({ ...account, provider: 'google' });
    expect(atGoogle.id).not.toBe(atGithub.id);
  });

  it('lets a guest keep their row, and so their id', async () => {
    const guest = await newGuest();
    const account = newAccount();
    const member = await signIn({ ...account, current: guest });
    expect(member).toMatchObject({ id: guest.id, kind: 'member', name: 'Ada', email: account.email });
    expect(await signIn(account)).toEqual(member);
  });

  it('brings a guest to the account’s person, and leaves the guest behind, when it has one', async () => {
    const account = newAccount();
    const member = await signIn(account);
    const guest = await newGuest();
    expect(await signIn({ ...account, current: guest })).toEqual(member);
    const [row] = await db().select({ kind: users.kind }).from(users).where(eq(users.id, guest.id));
    expect(row).toEqual({ kind: 'guest' });
  });

  it('refuses an account with the e-mail address of somebody else, and keeps nothing of it', async () => {
    const member = await newMember();
    const account = newAccount(member.email);
    for (const current of [undefined, await newGuest()]) {
      await expect(signIn({ ...account, current })).rejects.toEqual(new AccountExistsError());
    }
    expect(await accountsOf(member.id)).toEqual([]);
  });

  it('links an account with the e-mail address of the member who is signed in', async () => {
    const member = await newMember();
    const account = newAccount(member.email);
    expect(await signIn({ ...account, current: member })).toEqual(member);
    expect(await connectedProviders(db(), member.id)).toEqual(new Set(['github']));
    expect(await signIn(account)).toEqual(member);
  });

  // Who wanted to connect it was signed in as somebody else: a new member, or whoever the account was known to be.
  it('doesn’t connect an account that may be of the next person at this computer, and says so', async () => {
    const [member, other] = [await newMember(), await newMember()];
    const [foreign, known] = [newAccount(other.email), newAccount()];
    await signIn(known);
    for (const account of [newAccount(), newAccount(null), foreign, known]) {
      await expect(signIn({ ...account, current: member })).rejects.toEqual(new NotYourAccountError());
    }
    expect(await connectedProviders(db(), member.id)).toEqual(new Set());
  });

  it('makes one member of two sign-ins at once', async () => {
    const account = newAccount();
    const [first, second] = await Promise.all([signIn(account), signIn(account)]);
    expect(first).toEqual(second);
    expect(await db().select().from(users).where(eq(users.id, first.id))).toHaveLength(1);
  });

  function accountsOf(userId: string) {
    return db().select().from(oauthAccounts).where(eq(oauthAccounts.userId, userId));
  }
});
