import { randomUUID } from 'node:crypto';
import { eq } from 'drizzle-orm';
import { beforeEach, expect, it, vi } from 'vitest';
import { users } from '@/lib/db/schema';
import { TooManyRequestsError } from '@/lib/errors';
import { describeOnDatabases } from '@/tests/support/databases';
import { countPasswordLink, countSignInAttempt } from '../attempts';
import { createGuest } from '../create-guest';
import { hasEndedByNow } from '../ended-sessions';
import { PasswordLinkOverError, WrongCredentialsError } from '../errors';
import { signInWithAccount } from '../sign-in-with-account';
import { signUp } from '../sign-up';
import { countingHasher } from '../testing/counting-hasher';
import { verifyPassword } from '../verify-password';
import { passwordLink } from './link';
import { holderOf, redeemPasswordLink } from './redeem';
import { LINK_SECONDS } from './token';

const getDb = vi.hoisted(() => vi.fn());
vi.mock('@/lib/db/client', () => ({ getDb }));

const SECRET = 'the secret of these tests, long enough';
const NOW = new Date('2026-11-27T12:00:00Z');

describeOnDatabases('a link to a new password', (db) => {
  let ada: { email: string; password: string; address: string };

  beforeEach(async () => {
    getDb.mockResolvedValue(db());
    ada = { email: `${randomUUID()}@example.com`, password: 'correct horse', address: randomUUID() };
    await signUp(context(), ada);
  });

  const context = (given: { now?: Date; secret?: string } = {}) => ({
    db: db(),
    secret: SECRET,
    hasher: countingHasher(),
    now: NOW,
    ...given,
  });
  const signIn = (password: string) => verifyPassword(context(), { ...ada, password });

  const redeem = (token: string, password: string) =>
    redeemPasswordLink(context(), { token, password, address: ada.address });

  async function tokenFor(email: string): Promise<string> {
    const link = await passwordLink({ ...context(), appUrl: 'https://chat.example.com' }, email);
    return new URL(link ?? '').searchParams.get('token') ?? '';
  }

  it('leads to the app, and says for whom it is', async () => {
    const link = await passwordLink({ ...context(), appUrl: 'https://chat.example.com' }, ada.email);
    expect(link).toMatch(/^https:\/\/chat\.example\.com\/new-password\?token=/);
    const { user } = await holderOf(context(), await tokenFor(ada.email));
    expect(user.email).toBe(ada.email);
  });

  it('is made for nobody who has no account', async () => {
    expect(await passwordLink({ ...context(), appUrl: 'https://chat.example.com' }, 'eve@example.com')).toBe(
      undefined,
    );
  });

  it('sets the password: the new one is right from then on, the old one wrong', async () => {
    expect(await redeem(await tokenFor(ada.email), 'battery staple')).toBe(ada.email);
    await expect(signIn('battery staple')).resolves.toMatchObject({ email: ada.email });
    await expect(signIn(ada.password)).rejects.toThrow(WrongCredentialsError);
  });

  it('gives a password to who signed in with Google or GitHub before, and so had none', async () => {
    const email = `${randomUUID()}@example.com`;
    const account = { provider: 'github', providerAccountId: randomUUID(), email, name: 'Grace' };
    const grace = await signInWithAccount(db(), { ...account, current: undefined });
    await redeem(await tokenFor(email), 'battery staple');
    const attempt = { email, password: 'battery staple', address: randomUUID() };
    expect(await verifyPassword(context(), attempt)).toMatchObject({ id: grace.id });
  });

  it('is over once it was used, and so are all that were sent before', async () => {
    const [first, second] = [await tokenFor(ada.email), await tokenFor(ada.email)];
    await redeem(second, 'battery staple');
    for (const token of [first, second]) {
      await expect(redeem(token, 'another one')).rejects.toThrow(PasswordLinkOverError);
    }
    await expect(signIn('battery staple')).resolves.toMatchObject({ email: ada.email });
  });

  it('sets one password when it is used twice at once', async () => {
    const token = await tokenFor(ada.email);
    const tries = await Promise.allSettled([redeem(token, 'battery staple'), redeem(token, 'another one')]);
    expect(tries.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
  });

  it('holds for an hour', async () => {
    const token = await tokenFor(ada.email);
    const after = (seconds: number) => context({ now: new Date(NOW.getTime() + seconds * 1_000) });
    await expect(holderOf(after(LINK_SECONDS - 1), token)).resolves.toMatchObject({
      user: { email: ada.email },
    });
    await expect(holderOf(after(LINK_SECONDS), token)).rejects.toThrow(PasswordLinkOverError);
  });

  it.each([
    ['another person', (token: string, other: string) => token.replace(/^[^.]+/, other)],
    ['a later end', (token: string) => token.replace(/\.(\d+)\./, (_, end) => `.${Number(end) + 60}.`)],
    ['another seal', (token: string) => token.replace(/.$/, (last) => (last === 'A' ? 'E' : 'A'))],
    ['more behind it', (token: string) => `${token}A`],
    ['nothing in it', () => ''],
    ['no id in it', (token: string) => token.replace(/^[^.]+/, '-'.repeat(36))],
  ])('is refused with %s', async (_, forge) => {
    const eve = { email: `${randomUUID()}@example.com`, password: 'correct horse', address: randomUUID() };
    const other = await signUp(context(), eve);
    const forged = forge(await tokenFor(ada.email), other.id);
    await expect(redeem(forged, 'battery staple')).rejects.toThrow(PasswordLinkOverError);
    await expect(signIn(ada.password)).resolves.toMatchObject({ email: ada.email });
  });

  it('is refused when another server’s secret sealed it', async () => {
    const token = await tokenFor(ada.email);
    const elsewhere = context({ secret: 'another secret, also long enough' });
    await expect(holderOf(elsewhere, token)).rejects.toThrow(PasswordLinkOverError);
  });

  it('is refused once its address was taken from the account', async () => {
    const token = await tokenFor(ada.email);
    await db().update(users).set({ email: null }).where(eq(users.email, ada.email));
    await expect(redeem(token, 'battery staple')).rejects.toThrow(PasswordLinkOverError);
  });

  it('ends the sessions that began before, and no others', async () => {
    const before = await signIn(ada.password);
    const guest = await createGuest(db(), { address: randomUUID() });
    expect(await hasEndedByNow(before.id, before.sessionsFrom)).toBe(false);
    await redeem(await tokenFor(ada.email), 'battery staple');
    expect(await hasEndedByNow(before.id, before.sessionsFrom)).toBe(true);
    const since = await signIn('battery staple');
    expect(await hasEndedByNow(since.id, since.sessionsFrom)).toBe(false);
    expect(await hasEndedByNow(guest.id, guest.sessionsFrom)).toBe(false);
  });

  // Whoever tried the old password just then had a session that began after the others had ended.
  it('ends the session of who knew the old password, and tried it while the new one was set', async () => {
    const { verify, ...hasher } = countingHasher();
    const slow = {
      ...hasher,
      async verify(hash: string, password: string) {
        await redeem(await tokenFor(ada.email), 'battery staple');
        return verify(hash, password);
      },
    };
    const late = await verifyPassword({ db: db(), hasher: slow }, ada);
    expect(await hasEndedByNow(late.id, late.sessionsFrom)).toBe(true);
  });

  it('lets somebody in whose account others had tried passwords at', async () => {
    // One was made when she signed up.
    for (let tried = 1; tried < 100; tried++)
      await countSignInAttempt(db(), { email: ada.email, address: randomUUID() });
    await expect(signIn(ada.password)).rejects.toThrow(TooManyRequestsError);
    await redeem(await tokenFor(ada.email), 'battery staple');
    await expect(signIn('battery staple')).resolves.toMatchObject({ email: ada.email });
  });

  it('lets somebody in who had tried too many passwords before', async () => {
    for (let tried = 0; tried < 10; tried++) await signIn('wrong horse').catch(() => {});
    await expect(signIn(ada.password)).rejects.toThrow(TooManyRequestsError);
    await redeem(await tokenFor(ada.email), 'battery staple');
    await expect(signIn('battery staple')).resolves.toMatchObject({ email: ada.email });
  });

  it('is asked for five times an hour for an account, and ten times from a network address, at most', async () => {
    const ask = (email: string, address: string) => countPasswordLink(db(), { email, address });
    for (let asked = 0; asked < 5; asked++) await ask(ada.email, randomUUID());
    await expect(ask(ada.email, randomUUID())).rejects.toThrow(TooManyRequestsError);
    for (let asked = 0; asked < 10; asked++) await ask(randomUUID(), ada.address);
    await expect(ask(randomUUID(), ada.address)).rejects.toThrow(TooManyRequestsError);
  });
});
