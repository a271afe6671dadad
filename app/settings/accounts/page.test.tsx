import { renderToStaticMarkup } from 'react-dom/server';
import { beforeEach, describe, expect, it, vi } from 'vitest';
import { NotYourAccountError } from '@/lib/auth/errors';
import ConnectedAccountsPage from './page';

const { requireUserPage, connectedProviders, accountProviders } = vi.hoisted(() => ({
  requireUserPage: vi.fn(),
  connectedProviders: vi.fn(),
  accountProviders: vi.fn(),
}));
vi.mock('@/lib/auth', () => ({ requireUserPage }));
vi.mock('@/lib/auth/actions', () => ({ continueWithAccount: vi.fn() }));
vi.mock('@/lib/auth/account-providers', () => ({ accountProviders }));
vi.mock('@/lib/auth/connected-accounts', async (importOriginal) => ({
  ...(await importOriginal<typeof import('@/lib/auth/connected-accounts')>()),
  connectedProviders,
}));
vi.mock('@/lib/db/client', () => ({ getDb: async () => ({}) }));
vi.mock('@/components/app-shell/app-shell', () => ({
  AppShell: ({ children }: { children: React.ReactNode }) => children,
}));
vi.mock('@/components/app-shell/page-header', () => ({ PageHeader: () => null }));

describe('the page of connected accounts', () => {
  beforeEach(() => {
    requireUserPage.mockResolvedValue({ id: 'ada', kind: 'member', email: 'ada@example.com' });
    connectedProviders.mockResolvedValue(new Set(['github']));
    accountProviders.mockReturnValue([
      { id: 'github', name: 'GitHub' },
      { id: 'google', name: 'Google' },
    ]);
  });

  const open = async (query: Record<string, string> = {}) =>
    renderToStaticMarkup(await ConnectedAccountsPage({ searchParams: Promise.resolve(query) }));

  it('says which are connected, and offers the others', async () => {
    const page = await open();
    expect(page).toMatch(/GitHub<\/h2><p[^>]*>Connected</);
    expect(page).toMatch(/value="google".*Connect Google/);
    expect(page).not.toContain('Connect GitHub');
    expect(page).toContain('ada@example.com');
  });

  it('says why an account could not be connected', async () => {
    const error = new NotYourAccountError();
    expect(await open({ error: 'CredentialsSignin', code: error.code })).toContain(error.message);
  });

  it('offers none to a member without an e-mail address, by which it could be known for theirs', async () => {
    requireUserPage.mockResolvedValue({ id: 'ada', kind: 'member', email: null });
    const page = await open();
    expect(page).toMatch(/Google<\/h2><p[^>]*>Not connected</);
    expect(page).not.toContain('<form');
  });

  it('leads a guest to signing up, by which they get an account', async () => {
    requireUserPage.mockResolvedValue({ id: 'guest', kind: 'guest', email: null });
    await expect(open()).rejects.toMatchObject({
      digest: expect.stringContaining('/sign-up?next=%2Fsettings%2Faccounts'),
    });
  });

  it('is not there where the operator has set up no provider', async () => {
    accountProviders.mockReturnValue([]);
    await expect(open()).rejects.toThrow('NEXT_HTTP_ERROR_FALLBACK;404');
  });
});
