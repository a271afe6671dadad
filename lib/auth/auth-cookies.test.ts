import { NextResponse } from 'next/server';
import { beforeEach, describe, expect, it, vi } from 'vitest';
import { continueAsGuest, continueWithAccount, signInWithPassword, signOutAction } from './actions';

const browser = vi.hoisted(() => {
  process.env.AUTH_GITHUB_ID = 'github-id';
  process.env.AUTH_GITHUB_SECRET = 'github-secret';
  return { cookie: '', isHttps: false, answer: undefined as NextResponse | undefined };
});
vi.mock('../db/client', () => ({ getDb: vi.fn() }));
vi.mock('./secret', () => ({ authSecret: async () => 'the secret of these tests, long enough' }));
vi.mock('next/headers', () => ({
  headers: async () =>
    new Headers({
      host: 'localhost:3000',
      'x-forwarded-proto': browser.isHttps ? 'https' : 'http',
      cookie: browser.cookie,
    }),
  cookies: async () => browser.answer?.cookies,
}));

/** What a browser sends from now on. */
function send(cookies: Record<string, string>): void {
  const answer = new NextResponse();
  for (const [name, value] of Object.entries(cookies)) answer.cookies.set(name, value);
  const cookie = Object.entries(cookies).map((pair) => pair.join('='));
  Object.assign(browser, { answer, cookie: cookie.join('; ') });
}

/** The names of the cookies that the browser still has. */
const left = () => browser.answer?.cookies.getAll().flatMap(({ name, value }) => (value ? [name] : []));

beforeEach(() => {
  browser.isHttps = false;
});

// The cookie can be another app's, at a sibling address. Auth.js answers then before it looks at anything.
describe('where what Auth.js kept of an earlier sign-in is no address', () => {
  // It led on, with the right password and with a wrong one, and from there back to sign in, again and again.
  it.each([
    ['as a guest', continueAsGuest],
    ['with a password', signInWithPassword],
    ['with GitHub', continueWithAccount],
  ])('a sign-in %s says that it failed, and the next one can begin', async (_, signIn) => {
    send({ 'authjs.callback-url': 'nonsense' });
    expect(await signIn({}, new FormData())).toEqual({ error: expect.stringContaining('Try again') });
    expect(left()).toEqual([]);
  });

  it('a site with HTTPS forgets it, too', async () => {
    browser.isHttps = true;
    send({ '__Secure-authjs.callback-url': 'nonsense' });
    await signInWithPassword({}, new FormData());
    // Without `Secure`, browsers would keep the cookie.
    expect(browser.answer?.headers.getSetCookie()).toContainEqual(
      expect.stringMatching(/^__Secure-authjs\.callback-url=;.*Expires=Thu, 01 Jan 1970.*; Secure/),
    );
  });

  // The sign-in page came, and the person stayed signed in.
  it('a sign-out ends the session all the same', async () => {
    send({
      'authjs.callback-url': 'nonsense',
      'authjs.session-token.0': 'the first part',
      'authjs.session-token.1': 'the second',
      'other-app': 'its own',
    });
    await expect(signOutAction()).rejects.toMatchObject({ digest: expect.stringContaining(';/sign-in;') });
    expect(left()).toEqual(['authjs.callback-url', 'other-app']);
  });
});

it('a sign-out on a site with HTTPS ends the session there', async () => {
  browser.isHttps = true;
  send({ '__Secure-authjs.session-token': 'a session' });
  await expect(signOutAction()).rejects.toMatchObject({ digest: expect.stringContaining(';/sign-in;') });
  expect(browser.answer?.headers.getSetCookie()).toContainEqual(
    expect.stringMatching(/^__Secure-authjs\.session-token=;.*Expires=Thu, 01 Jan 1970.*; Secure/),
  );
});
