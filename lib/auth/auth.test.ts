import { randomUUID } from 'node:crypto';
import { eq } from 'drizzle-orm';
import { afterAll, afterEach, beforeEach, expect, it, onTestFinished, vi } from 'vitest';
import { register } from '@/instrumentation';
import { describeOnDatabases } from '@/tests/support/databases';
import { users } from '../db/schema';
import type { Database } from '../db/types';
import { asId, type UserId } from '../ids';
import { log } from '../log';
import { endSessions } from './ended-sessions';
import { openBrowser, SITE } from './testing/browser';
import { fakeProviders } from './testing/fake-providers';

const opened = vi.hoisted(() => {
  process.env.AUTH_GITHUB_ID = 'github-id';
  process.env.AUTH_GITHUB_SECRET = 'github-secret';
  process.env.AUTH_GOOGLE_ID = 'google-id';
  process.env.AUTH_GOOGLE_SECRET = 'google-secret';
  process.env.LOG_LEVEL = 'silent';
  return { db: undefined as Database | undefined };
});
vi.mock('../db/client', () => ({ getDb: async () => opened.db }));
vi.mock('./secret', () => ({ authSecret: async () => 'the secret of these tests, long enough' }));

const web = fakeProviders();
vi.stubGlobal('fetch', web.fetch);
afterAll(() => vi.unstubAllGlobals());
afterEach(() => vi.restoreAllMocks());

describeOnDatabases('signing in', (db) => {
  beforeEach(() => {
    opened.db = db();
  });

  const newPerson = () => ({ email: `${randomUUID()}@example.com`, password: 'correct horse' });

  /** Presses a provider's button, agrees there, and comes back. */
  async function continueWith(browser: ReturnType<typeof openBrowser>, provider: 'github' | 'google') {
    const page = await browser.pressButton(provider);
    return browser.comeBack(provider, { code: 'agreed', state: page.searchParams.get('state') ?? '' });
  }

  it('as a guest, by one request, leads on', async () => {
    const browser = openBrowser();
    expect(await browser.signIn('guest')).toEqual(new URL('/billing', SITE));
    expect(await browser.session()).toEqual({
      id: expect.any(String),
      kind: 'guest',
      name: null,
      email: null,
    });
  });

  // Auth.js named the cookie by it, and nobody found it under that name: one was sent back to sign in, again and again.
  it('does not hang on the name that AUTH_URL had before', async () => {
    vi.stubEnv('NEXTAUTH_URL', 'https://chat.example.com');
    onTestFinished(() => void vi.unstubAllEnvs());
    await register();
    const browser = openBrowser();
    await browser.signIn('guest');
    expect(await browser.session()).toMatchObject({ kind: 'guest' });
  });

  it('as a guest twice stays the same guest', async () => {
    const browser = openBrowser();
    await browser.signIn('guest');
    const [guest, cookies] = [await browser.session(), new Map(browser.cookies)];
    expect(await browser.signIn('guest')).toEqual(
      new URL('/sign-in?error=CredentialsSignin&code=already_signed_in', SITE),
    );
    expect(await browser.session()).toEqual(guest);
    // A session is not prolonged: it was, by another 90 days, for whoever sent this form again.
    expect(browser.cookies.get('authjs.session-token')).toBe(cookies.get('authjs.session-token'));
  });

  it('up as a guest keeps the id, and the same person signs in elsewhere', async () => {
    const browser = openBrowser();
    const person = newPerson();
    await browser.signIn('guest');
    const guest = await browser.session();
    await browser.signIn('sign-up', person);
    const member = { ...Object(guest), kind: 'member', email: person.email };
    expect(await browser.session()).toEqual(member);
    const elsewhere = openBrowser();
    await elsewhere.signIn('password', person);
    expect(await elsewhere.session()).toEqual(member);
  });

  it('with a wrong password leads to the sign-in page, which can say so', async () => {
    const browser = openBrowser();
    expect(await browser.signIn('password', newPerson())).toEqual(
      new URL('/sign-in?error=CredentialsSignin&code=wrong_credentials', SITE),
    );
    expect(await browser.session()).toBeUndefined();
  });

  it('never leads to another site', async () => {
    const browser = openBrowser();
    expect(await browser.signIn('guest', { callbackUrl: '//evil.example/' })).toMatchObject({ origin: SITE });
  });

  it('gives a session that its owner can’t change', async () => {
    const browser = openBrowser();
    await browser.signIn('guest');
    const guest = await browser.session();
    const wish = { userId: randomUUID(), kind: 'member', user: { kind: 'member' } };
    expect(await browser.askForSession(wish)).toBe(404);
    expect(await browser.session()).toEqual(guest);
  });

  // Auth.js' route of the session answered an ended one with a token of today, and so did a sign-in as a guest.
  it('does not make a new session of one that was ended', async () => {
    const browser = openBrowser();
    await browser.signIn('sign-up', newPerson());
    const member = await browser.session();
    await endSessions(db(), asId<UserId>(String(member?.id)));
    expect(await browser.askForSession()).toBe(404);
    await browser.signIn('guest');
    const guest = await browser.session();
    expect(guest).toMatchObject({ kind: 'guest' });
    expect(guest?.id).not.toBe(member?.id);
  });

  // The session stayed good, every page failed, and continuing as a guest gave the same session again.
  it('is needed anew by who isn’t in the database, such as one that was restored', async () => {
    const browser = openBrowser();
    await browser.signIn('guest');
    const { id } = Object(await browser.session());
    await db().delete(users).where(eq(users.id, id));
    // What was learned in the last ten seconds is not asked for again.
    const later = performance.now() + 10_000;
    vi.spyOn(performance, 'now').mockReturnValue(later);
    expect(await browser.session()).toBeUndefined();
    await browser.signIn('guest');
    const guest = await browser.session();
    expect(guest).toMatchObject({ kind: 'guest' });
    expect(guest?.id).not.toBe(id);
  });

  it.each(['github', 'google'] as const)('with %s gives the same person each time', async (provider) => {
    web.account = { id: randomUUID(), name: 'Ada', email: `${randomUUID()}@Example.com`, isVerified: true };
    const first = openBrowser();
    expect(await continueWith(first, provider)).toEqual(new URL('/billing', SITE));
    const person = {
      id: expect.any(String),
      kind: 'member',
      name: 'Ada',
      email: web.account.email.toLowerCase(),
    };
    expect(await first.session()).toEqual(person);
    const second = openBrowser();
    await continueWith(second, provider);
    expect(await second.session()).toEqual(await first.session());
  });

  // Half of a character was left at the end.
  it('with an account keeps the first 100 characters of a long name, all of them whole', async () => {
    const name = `${'a'.repeat(99)}𝒜`;
    web.account = {
      id: randomUUID(),
      name: `${name}da`,
      email: `${randomUUID()}@example.com`,
      isVerified: true,
    };
    const browser = openBrowser();
    await continueWith(browser, 'github');
    expect(await browser.session()).toMatchObject({ name });
  });

  it.each(['github', 'google'] as const)('with %s as a guest keeps the id', async (provider) => {
    web.account = { id: randomUUID(), name: 'Ada', email: `${randomUUID()}@example.com`, isVerified: true };
    const browser = openBrowser();
    await browser.signIn('guest');
    const guest = await browser.session();
    await continueWith(browser, provider);
    const { email } = web.account;
    expect(await browser.session()).toEqual({ ...Object(guest), kind: 'member', name: 'Ada', email });
  });

  it.each(['github', 'google'] as const)(
    'with %s is refused when somebody has its e-mail address, and says how to go on',
    async (provider) => {
      const person = newPerson();
      await openBrowser().signIn('sign-up', person);
      web.account = { id: randomUUID(), name: 'Eve', email: person.email, isVerified: true };
      const browser = openBrowser();
      expect(await continueWith(browser, provider)).toEqual(
        new URL('/sign-in?error=CredentialsSignin&code=account_exists', SITE),
      );
      expect(await browser.session()).toBeUndefined();
    },
  );

  it('with the account of somebody else leaves a member who they are, and says how to go on', async () => {
    const browser = openBrowser();
    await browser.signIn('sign-up', newPerson());
    const member = await browser.session();
    web.account = { id: randomUUID(), name: 'Eve', email: `${randomUUID()}@example.com`, isVerified: true };
    expect(await continueWith(browser, 'github')).toEqual(
      new URL('/sign-in?error=CredentialsSignin&code=not_your_account', SITE),
    );
    expect(await browser.session()).toEqual(member);
  });

  it.each(['github', 'google'] as const)(
    'with %s takes no address that it hasn’t verified',
    async (provider) => {
      const person = newPerson();
      await openBrowser().signIn('sign-up', person);
      web.account = { id: randomUUID(), name: 'Eve', email: person.email, isVerified: false };
      const browser = openBrowser();
      await continueWith(browser, provider);
      const eve = { id: expect.any(String), kind: 'member', name: 'Eve', email: null };
      expect(await browser.session()).toEqual(eve);
    },
  );

  it.each(['github', 'google'] as const)('with %s can’t be finished by somebody else', async (provider) => {
    web.account = { id: randomUUID(), name: 'Eve', email: `${randomUUID()}@example.com`, isVerified: true };
    const page = await openBrowser().pressButton(provider);
    const state = page.searchParams.get('state') ?? '';
    const browser = openBrowser();
    const elsewhere = await browser.comeBack(provider, { code: 'agreed', state });
    expect(elsewhere).toEqual(new URL('/sign-in?error=Configuration', SITE));
    expect(await browser.session()).toBeUndefined();
  });

  it('leads back to the sign-in page when the person changes their mind at the provider', async () => {
    const browser = openBrowser();
    const page = await browser.pressButton('github');
    const state = page.searchParams.get('state') ?? '';
    const [error, info] = [vi.spyOn(log, 'error'), vi.spyOn(log, 'info')];
    const back = await browser.comeBack('github', { error: 'access_denied', state });
    expect(back.pathname + back.search).toBe('/sign-in?error=OAuthCallbackError');
    // Each was an error in the log, of which operators are woken up.
    expect(info.mock.calls).toEqual([[{ code: 'access_denied' }, 'a sign-in was refused']]);
    expect(error).not.toHaveBeenCalled();
  });
});
