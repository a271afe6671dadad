import { renderToStaticMarkup } from 'react-dom/server';
import { expect, it, vi } from 'vitest';
import ReceiptPage from './page';

const { requireUserPage } = vi.hoisted(() => ({ requireUserPage: vi.fn(async () => ({ id: 'ada' })) }));
vi.mock('@/lib/auth', () => ({ requireUserPage }));
vi.mock('@/lib/db/client', () => ({ getDb: async () => ({}) }));
vi.mock('@/lib/billing/events/receipt', () => ({ readReceipt: async () => ({}) }));
vi.mock('../../time-zone', () => ({ timeZoneFor: async () => 'UTC' }));
vi.mock('@/components/app-shell/app-shell', () => ({
  AppShell: ({ children }: { children: React.ReactNode }) => children,
}));
vi.mock('@/components/app-shell/page-header', () => ({ PageHeader: () => null }));
vi.mock('@/components/billing/receipt/receipt-card', () => ({
  ReceiptCard: ({ billingHref }: { billingHref: string }) => `Back to ${billingHref}.`,
}));

const ID = '0199c0de-0000-7000-8000-000000000001';
const AFTER = `1790000000000_${ID}`;

// It led to the newest events.
it('leads back to the page of the log that it was opened from, after signing in too', async () => {
  const page = await ReceiptPage({
    params: Promise.resolve({ id: ID }),
    searchParams: Promise.resolve({ range: '7d', after: AFTER }),
  });
  expect(renderToStaticMarkup(page)).toContain(`Back to /billing?range=7d&amp;after=${AFTER}.`);
  expect(requireUserPage).toHaveBeenCalledWith(`/billing/events/${ID}?range=7d&after=${AFTER}`);
});
