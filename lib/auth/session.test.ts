import { encode } from 'next-auth/jwt';
import { describe, expect, it, vi } from 'vitest';
import { authSecret } from './secret';
import { SESSION_SECONDS, userOfRequest } from './session';

const ended = vi.hoisted(() => ({ from: 0 }));

vi.mock('./ended-sessions', () => ({
  hasEnded: async (_: string, knownFrom: number) => knownFrom < ended.from,
}));
vi.mock('./secret', () => ({ authSecret: async () => 'the secret of these tests, long enough' }));

const COOKIE = 'authjs.session-token';
const ada = {
  userId: '0199c0de-0000-7000-8000-000000000001',
  kind: 'member',
  name: 'Ada',
  email: 'ada@example.com',
};

async function sessionToken(
  options: { token?: object; secret?: string; maxAge?: number; salt?: string } = {},
) {
  return encode({
    token: ada,
    secret: await authSecret(),
    maxAge: SESSION_SECONDS,
    salt: COOKIE,
    ...options,
  });
}

describe('the person who sent a request', () => {
  const userWith = (headers: Record<string, string>) => userOfRequest(new Headers(headers));

  it('is the one in the session cookie', async () => {
    const cookie = `theme=dark; ${COOKIE}=${await sessionToken()}`;
    const { userId: id, ...rest } = ada;
    expect(await userWith({ cookie })).toEqual({ id, ...rest });
  });

  it('is the one in the secure cookie, over HTTPS', async () => {
    const cookie = `__Secure-${COOKIE}=${await sessionToken({ salt: `__Secure-${COOKIE}` })}`;
    expect(await userWith({ cookie, 'x-forwarded-proto': 'https' })).toMatchObject({ id: ada.userId });
  });

  it('is nobody over HTTPS when the cookie could have been set over HTTP', async () => {
    const cookie = `${COOKIE}=${await sessionToken()}`;
    expect(await userWith({ cookie, 'x-forwarded-proto': 'https' })).toBeUndefined();
  });

  it('is asked for again and again, until the session is over', async () => {
    vi.useFakeTimers({ toFake: ['Date'] });
    const cookie = `${COOKIE}=${await sessionToken({ maxAge: 3600 })}`;
    expect(await userWith({ cookie })).toMatchObject({ id: ada.userId });
    expect(await userWith({ cookie })).toMatchObject({ id: ada.userId });
    vi.advanceTimersByTime(3700 * 1000);
    expect(await userWith({ cookie })).toBeUndefined();
    vi.useRealTimers();
  });

  it('is nobody when their sessions were ended since this one began', async () => {
    const [before, after] = [
      await sessionToken({ token: { ...ada, sessionsFrom: 0 } }),
      await sessionToken({ token: { ...ada, sessionsFrom: 7 } }),
    ];
    ended.from = 7;
    expect(await userWith({ cookie: `${COOKIE}=${before}` })).toBeUndefined();
    expect(await userWith({ cookie: `${COOKIE}=${after}` })).toMatchObject({ id: ada.userId });
    ended.from = 0;
    expect(await userWith({ cookie: `${COOKIE}=${before}` })).toMatchObject({ id: ada.userId });
  });

  // An upgrade would have signed out all who once signed up as a guest.
  it('is the one of a session that does not say what it knew, if that began after the others were ended', async () => {
    const cookie = `${COOKIE}=${await sessionToken()}`;
    ended.from = Date.now() - 60_000;
    expect(await userWith({ cookie })).toMatchObject({ id: ada.userId });
    ended.from = Date.now() + 1_000;
    expect(await userWith({ cookie })).toBeUndefined();
    ended.from = 0;
  });

  it.each([
    ['without a cookie', async () => ''],
    ['with a cookie that is no token', async () => 'nonsense'],
    [
      'with a token made with another secret',
      () => sessionToken({ secret: 'another secret, also long enough' }),
    ],
    ['with a token that is over', () => sessionToken({ maxAge: -60 })],
    ['with a token without a person', () => sessionToken({ token: { name: 'Ada' } })],
    ['with a token of another kind', () => sessionToken({ token: { ...ada, kind: 'operator' } })],
  ])('is nobody %s', async (_, token) => {
    expect(await userWith({ cookie: `${COOKIE}=${await token()}` })).toBeUndefined();
  });

  it('is nobody with the session in an Authorization header, where API keys go', async () => {
    expect(await userWith({ authorization: `Bearer ${await sessionToken()}` })).toBeUndefined();
  });
});
