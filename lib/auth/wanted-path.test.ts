import { beforeEach, describe, expect, it, vi } from 'vitest';
import { wantedPath } from './wanted-path';

const jar = new Map<string, { value: string }>();
vi.mock('next/headers', () => ({ cookies: async () => jar }));

const COOKIE = 'authjs.callback-url';

describe('where a person wants to go who is to sign in', () => {
  beforeEach(() => jar.clear());

  it('is what `next` names', async () => {
    jar.set(COOKIE, { value: 'http://localhost:3000/billing' });
    expect(await wantedPath({ next: '/docs/api', error: 'OAuthCallbackError' })).toBe('/docs/api');
  });

  // Who pressed “Cancel” at GitHub, and then signed in with a password, was led to a new chat.
  it.each([COOKIE, `__Secure-${COOKIE}`])(
    'is what Auth.js kept in %s, where a sign-in failed',
    async (name) => {
      jar.set(name, { value: 'https://chat.example.com/billing?view=week#models' });
      expect(await wantedPath({ error: 'OAuthCallbackError' })).toBe('/billing?view=week#models');
    },
  );

  it('is not what was kept of an earlier sign-in, where none failed', async () => {
    jar.set(COOKIE, { value: 'http://localhost:3000/billing' });
    expect(await wantedPath({})).toBe('/chat');
  });

  it.each(['nonsense', 'https://chat.example.com//evil.example/'])(
    'is the chat, where %j was kept',
    async (value) => {
      jar.set(COOKIE, { value });
      expect(await wantedPath({ error: 'OAuthCallbackError' })).toBe('/chat');
    },
  );

  it('is the chat, where nothing was kept', async () => {
    expect(await wantedPath({ error: 'OAuthCallbackError' })).toBe('/chat');
  });
});
