import { beforeEach, describe, expect, it, vi } from 'vitest';
import SignInPage from './page';

const { currentUser, accountProviders } = vi.hoisted(() => ({
  currentUser: vi.fn(),
  accountProviders: vi.fn(),
}));
vi.mock('@/lib/auth', () => ({ currentUser, guestsAllowed: () => true }));
vi.mock('@/lib/auth/actions', () => ({}));
vi.mock('@/lib/auth/account-providers', () => ({ accountProviders }));
vi.mock('@/lib/auth/password-link/mail', () => ({ mailsPasswordLinks: () => false }));

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
