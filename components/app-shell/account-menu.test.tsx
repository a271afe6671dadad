import { renderToStaticMarkup } from 'react-dom/server';
import { expect, it, vi } from 'vitest';
import { newId, type UserId } from '@/lib/ids';
import { AccountMenu } from './account-menu';

vi.mock('@/components/theme/read-theme', () => ({ readTheme: async () => 'system' }));
vi.mock('@/lib/auth/actions', () => ({ signOutAction: vi.fn(), signOutEverywhere: vi.fn() }));
vi.mock('@/lib/auth/password-link/mail', () => ({ mailsPasswordLinks: () => false }));

// Half of a character was shown, which no page can be sent with: React drew it anew.
it.each([
  ['ada', 'A'],
  ['𝒜da', '𝒜'],
  ['🐳 Ada', '🐳'],
])('of %s, the account menu shows the initial %s', async (name, initial) => {
  const user = { id: newId<UserId>(), kind: 'member', name, email: null } as const;
  expect(renderToStaticMarkup(await AccountMenu({ user }))).toContain(`>${initial}</span>`);
});
