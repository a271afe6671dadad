import { renderToStaticMarkup } from 'react-dom/server';
import { expect, it, vi } from 'vitest';
import ApiKeysPage from './page';

vi.mock('@/lib/auth', () => ({ requireUserPage: async () => ({ id: 'ada' }) }));
vi.mock('@/lib/db/client', () => ({ getDb: async () => ({}) }));
vi.mock('@/lib/api-keys/list', () => ({ listKeys: async () => [] }));
vi.mock('@/app/billing/time-zone', () => ({ timeZoneFor: async () => 'Asia/Kathmandu' }));
vi.mock('@/components/settings/api-keys/key-list', () => ({
  KeyList: ({ timeZone }: { timeZone: string }) => `In: ${timeZone}.`,
}));
vi.mock('@/components/app-shell/app-shell', () => ({
  AppShell: ({ children }: { children: React.ReactNode }) => children,
}));
vi.mock('@/components/app-shell/page-header', () => ({
  PageHeader: ({ children }: { children: React.ReactNode }) => children,
}));
vi.mock('@/components/settings/api-keys/new-key', () => ({
  NewKey: ({ models }: { models: string[] }) => `For: ${models.join(', ')}.`,
}));

// A key for certain models could be given chat models only.
it('offers each model that can be called with a key, those for embeddings too', async () => {
  expect(renderToStaticMarkup(await ApiKeysPage())).toContain(
    'For: tokentally-demo, tokentally-demo-mini, tokentally-demo-embedding.',
  );
});

// It was UTC, whatever zone was chosen on the billing page.
it('has the times of keys in the zone that the person chose', async () => {
  expect(renderToStaticMarkup(await ApiKeysPage())).toContain('In: Asia/Kathmandu.');
});
