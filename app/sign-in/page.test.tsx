import { renderToStaticMarkup } from 'react-dom/server';
import { beforeEach, describe, expect, it, vi } from 'vitest';
import SignInPage from './page';

const { currentUser, accountProviders, jar } = vi.hoisted(() => ({
  currentUser: vi.fn(),
  accountProviders: vi.fn(),
  jar: new Map<string, { value: string }>(),
}));
vi.mock('next/headers', () => ({ cookies: async () => jar }));
vi.mock('@/lib/auth', () => ({ currentUser, guestsAllowed: () => true }));
vi.mock('@/lib/auth/actions', () => ({
  continueAsGuest: vi.fn(),
  continueWithAccount: vi.fn(),
  signInWithPassword: vi.fn(),
}));
vi.mock('@/lib/auth/account-providers', () => ({ accountProviders }));
vi.mock('@/lib/auth/password-link/mail', () => ({ mailsPasswordLinks: () => true }));

describe('the sign-in page leads a member', () => {
  beforeEach(() => {
    currentUser.mockResolvedValue({ id: 'ada', kind: 'member' });
    accountProviders.mockReturnValue([{ id: 'github', name: 'GitHub' }]);
  });

  async function leadsTo(query: Record<string, string>): Promise<string> {
    const error: unknown = await SignInPage({ searchParams: Promise.resolve(query) }).catch(
      (thrown: unknown) => thrown,
    );
    return String(Object(error).digest).split(';')[2] ?? '';
  }

  it('on to where they wanted to go', async () => {
    expect(await leadsTo({ next: '/billing' })).toBe('/billing');
  });

  // Auth.js leads here with each refusal, and nobody read why an account could not be connected.
  it('whose account could not be connected to where it says why', async () => {
    const refusal = { error: 'CredentialsSignin', code: 'not_your_account' };
    expect(await leadsTo(refusal)).toBe(`/settings/accounts?${new URLSearchParams(refusal)}`);
  });

  it('on, where no account can be connected, whatever was refused before', async () => {
    accountProviders.mockReturnValue([]);
    expect(await leadsTo({ error: 'CredentialsSignin', code: 'wrong_credentials' })).toBe('/chat');
  });
});

describe('the sign-in page, to who is not signed in,', () => {
  beforeEach(() => {
    currentUser.mockResolvedValue(undefined);
    accountProviders.mockReturnValue([{ id: 'github', name: 'GitHub' }]);
    jar.clear();
  });

  async function open(query: Record<string, string>): Promise<string> {
    return renderToStaticMarkup(await SignInPage({ searchParams: Promise.resolve(query) }));
  }

  const nexts = (html: string) => [...html.matchAll(/name="next" value="([^"]*)"/g)].map(([, next]) => next);

  // Who pressed “Cancel” at GitHub, and then went another way in, was led to a new chat.
  it('leads by each way in to where they wanted to go before one of them failed', async () => {
    jar.set('authjs.callback-url', { value: 'http://localhost:3000/billing' });
    expect(nexts(await open({ error: 'OAuthCallbackError' }))).toEqual(['/billing', '/billing', '/billing']);
  });

  it('tells “Forgot your password?” where they want to go', async () => {
    expect(await open({ next: '/billing' })).toContain('href="/forgot-password?next=%2Fbilling"');
  });

  it('says how long a guest’s chats stay', async () => {
    expect(await open({})).toContain('Make one within 90 days, and your chats stay.');
  });
});
