import { renderToStaticMarkup } from 'react-dom/server';
import { expect, it, vi } from 'vitest';
import { newId, type UserId } from '@/lib/ids';
import { AccountMenu } from './account-menu';

const accountProviders = vi.hoisted(() => vi.fn((): unknown[] => []));
vi.mock('@/lib/auth/account-providers', () => ({ accountProviders }));
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

// Nothing led to where a member connects an account, which docs/decisions/linking-accounts.md tells of.
it.each([
  ['member', [{ id: 'github' }], true],
  ['member', [], false],
  ['guest', [{ id: 'github' }], false],
] as const)('leads a %s to the accounts of %j: %s', async (kind, providers, isThere) => {
  accountProviders.mockReturnValueOnce([...providers]);
  const user = { id: newId<UserId>(), kind, name: null, email: null };
  expect(renderToStaticMarkup(await AccountMenu({ user })).includes('Connected accounts')).toBe(isThere);
});

// They lost their chats after 90 days, of which nothing had been said.
it('tells a guest how long they can come back', async () => {
  const user = { id: newId<UserId>(), kind: 'guest', name: null, email: null } as const;
  expect(renderToStaticMarkup(await AccountMenu({ user }))).toContain(
    'A guest can’t come back after signing out, or once 90 days are over.',
  );
});
