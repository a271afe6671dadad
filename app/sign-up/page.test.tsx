import { renderToStaticMarkup } from 'react-dom/server';
import { expect, it, vi } from 'vitest';
import SignUpPage from './page';

const currentUser = vi.hoisted(() => vi.fn());
vi.mock('@/lib/auth', () => ({ currentUser }));
vi.mock('@/lib/auth/actions', () => ({ continueWithAccount: vi.fn(), createAccount: vi.fn() }));
vi.mock('@/lib/auth/account-providers', () => ({
  accountProviders: () => [{ id: 'github', name: 'GitHub' }],
}));

const open = async () => renderToStaticMarkup(await SignUpPage({ searchParams: Promise.resolve({}) }));
const WARNING = 'An account you already have won’t get your guest chats';

// A guest who had an account at GitHub already lost sight of their chats under the heading “Keep your chats”.
it('tells a guest, before any button, that an account they have gets nothing of the guest’s', async () => {
  currentUser.mockResolvedValue({ id: 'guest', kind: 'guest' });
  const page = await open();
  expect(page).toContain(WARNING);
  expect(page.indexOf(WARNING)).toBeLessThan(page.indexOf('Continue with GitHub'));
});

it('tells nobody else so', async () => {
  currentUser.mockResolvedValue(undefined);
  expect(await open()).not.toContain(WARNING);
});
