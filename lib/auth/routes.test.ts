import { NextRequest } from 'next/server';
import { beforeEach, describe, expect, it, vi } from 'vitest';
import { log } from '../log';
import { handlers } from './auth';
import { SITE } from './testing/browser';

vi.hoisted(() => {
  process.env.AUTH_GITHUB_ID = 'github-id';
  process.env.AUTH_GITHUB_SECRET = 'github-secret';
});
vi.mock('../db/client', () => ({ getDb: vi.fn() }));
vi.mock('./secret', () => ({ authSecret: async () => 'the secret of these tests, long enough' }));

const get = (path: string, headers?: Record<string, string>) =>
  handlers.GET(new NextRequest(new URL(path, SITE), { headers }));

const post = (path: string, body: string, headers?: Record<string, string>) =>
  handlers.POST(
    new NextRequest(new URL(path, SITE), {
      method: 'POST',
      body,
      headers: { 'content-type': 'application/x-www-form-urlencoded', ...headers },
    }),
  );

/** Signs out with a session that is none, as whoever has an old one does. */
async function signOutOfNothing(): Promise<Response> {
  const token = await get('/api/auth/csrf');
  const cookie = `${token.headers.getSetCookie()[0]?.split(';')[0]}; authjs.session-token=none`;
  const { csrfToken } = await token.json();
  return post('/api/auth/signout', `csrfToken=${csrfToken}`, { cookie });
}

// Auth.js answered two of them with pages of its own: without a Content-Security-Policy, one with a form.
it.each(['signin', 'signout', 'error', 'verify-request'])(
  'Auth.js answers %s with no page of its own',
  async (action) => {
    const answer = await get(`/api/auth/${action}`);
    expect(answer.status).toBe(302);
    expect(new URL(answer.headers.get('location') ?? '', SITE).pathname).toBe('/sign-in');
  },
);

// Whatever anybody sent was read whole, and only then asked for its CSRF token.
it('a form that is larger than any of ours is refused unread', async () => {
  const answer = await post('/api/auth/signin/github', `csrfToken=${'a'.repeat(64 * 1024)}`);
  expect(answer.status).toBe(413);
  expect(await answer.json()).toMatchObject({ error: { code: 'body_too_large' } });
});

describe('the log has no error, but information, of', () => {
  const error = vi.spyOn(log, 'error');
  const info = vi.spyOn(log, 'info');
  beforeEach(() => void vi.clearAllMocks());

  it.each([
    ['an action that is none', 'UnknownAction', () => get('/api/auth/nothing')],
    ['a form without a CSRF token', 'MissingCSRF', () => post('/api/auth/signin/github', '')],
    ['nobody’s way back', 'InvalidProvider', () => get('/api/auth/callback')],
    ['a provider that is none', 'bad_request', () => get('/api/auth/callback/nobody')],
    ['a session that is none', 'SignOutError', signOutOfNothing],
    [
      'JSON that is none',
      'bad_request',
      () => post('/api/auth/signin', '{', { 'content-type': 'application/json' }),
    ],
    ['no address to lead on to', 'bad_request', () => post('/api/auth/signin', 'callbackUrl=nowhere')],
    [
      'another kind of address to lead on to',
      'InvalidCallbackUrl',
      () => get('/api/auth/signin?callbackUrl=javascript:alert(1)'),
    ],
  ])('%s', async (_, code, ask) => {
    await ask();
    expect(info.mock.calls).toEqual([[{ code }, 'a sign-in was refused']]);
    expect(error).not.toHaveBeenCalled();
  });
});

// Where the way back leads to another host than the way out, nobody can sign in.
it('the log has a warning of a way back that nobody set out on', async () => {
  const warn = vi.spyOn(log, 'warn');
  await get('/api/auth/callback/github?code=a');
  expect(warn.mock.calls).toEqual([[{ code: 'InvalidCheck' }, 'a sign-in was refused']]);
});
