import { renderToStaticMarkup } from 'react-dom/server';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { billingPeriodOf } from '@/lib/billing/period';
import { createGate } from '@/tests/support/gate';
import BillingPage from './page';

const { readBillingPage, planOf } = vi.hoisted(() => ({
  readBillingPage: vi.fn(),
  planOf: vi.fn(async () => ({ name: 'Pro', allowancePico: null })),
}));
vi.mock('@/lib/auth', () => ({ requireUserPage: async () => ({ id: 'ada', kind: 'member', email: null }) }));
vi.mock('@/lib/db/client', () => ({ getDb: async () => ({}) }));
vi.mock('@/lib/openmeter/client', () => ({ openMeter: () => ({}) }));
vi.mock('@/lib/billing/read-page', () => ({ readBillingPage }));
vi.mock('@/lib/billing/plans', () => ({ planOf }));
vi.mock('@/lib/billing/price-list', () => ({ listPrices: async () => [] }));
vi.mock('./time-zone', () => ({ timeZoneFor: async () => 'UTC' }));
vi.mock('./actions', () => ({
  loadOlderEvents: () => {},
  rememberTimeZone: () => {},
  saveBudget: () => {},
}));
vi.mock('@/components/app-shell/app-shell', () => ({
  AppShell: ({ children }: { children: React.ReactNode }) => children,
}));
vi.mock('@/components/app-shell/page-header', () => ({ PageHeader: () => null }));
vi.mock('@/components/billing/prices', () => ({ Prices: () => null }));
vi.mock('@/components/billing/budget/budget-panel', () => ({ BudgetPanel: () => null }));
vi.mock('@/components/billing/billing-report', () => ({
  BillingReport: ({ ready }: { ready: boolean }) => (ready ? 'all of it' : 'skeletons'),
}));

beforeEach(() => {
  vi.useFakeTimers();
});

afterEach(() => {
  vi.useRealTimers();
});

const UNREADABLE = { ok: false } as const;

/** The page, whose ledger is read long after all patience is over. */
async function pageOf(usage: Promise<unknown>): Promise<string> {
  const gate = createGate();
  gate.shut();
  const ledger = gate.passed().then(() => UNREADABLE);
  readBillingPage.mockReturnValue({ period: billingPeriodOf(new Date()), usage, ledger });
  const page = BillingPage({ searchParams: Promise.resolve({}) });
  await vi.advanceTimersByTimeAsync(60_000);
  gate.open();
  await vi.advanceTimersByTimeAsync(60_000);
  return renderToStaticMarkup(await page);
}

// It was skeletons, which need a script, though it could not be sent before all was there.
it('stands in the page itself when all is there as soon as the ledger is, however late', async () => {
  expect(await pageOf(Promise.resolve(UNREADABLE))).toContain('all of it');
});

it('comes later where the meter is slower still', async () => {
  expect(await pageOf(new Promise(() => {}))).toContain('skeletons');
});

// The whole page gave way to “a fault on our side”.
it('has all its other parts where the look-up of the plan fails, as a sold one’s may', async () => {
  expect(await pageOf(Promise.resolve(UNREADABLE))).toContain('Pro plan');
  planOf.mockRejectedValueOnce(new Error('the shop is closed'));
  const html = await pageOf(Promise.resolve(UNREADABLE));
  expect(html).toContain('Your plan can’t be read right now');
  expect(html).toContain('all of it');
});
