import type { Metadata } from 'next';
import { notFound } from 'next/navigation';
import { AppShell } from '@/components/app-shell/app-shell';
import { PageHeader } from '@/components/app-shell/page-header';
import { Allowance } from '@/components/billing/allowance';
import { BillingReport } from '@/components/billing/billing-report';
import { BudgetPanel } from '@/components/billing/budget/budget-panel';
import { PeriodLine } from '@/components/billing/header/period-line';
import { ZoneSwitch } from '@/components/billing/header/zone-switch';
import { Part } from '@/components/billing/part';
import { Prices } from '@/components/billing/prices';
import { Rules } from '@/components/billing/rules';
import { PricesSkeleton } from '@/components/billing/states/skeletons';
import { requireUserPage } from '@/lib/auth';
import { planOf } from '@/lib/billing/plans';
import { listPrices } from '@/lib/billing/price-list';
import { readBillingPage } from '@/lib/billing/read-page';
import { allWithin, partOf, reading } from '@/lib/billing/reading';
import { parseView, type SearchParams, viewHref } from '@/lib/billing/view';
import { getDb } from '@/lib/db/client';
import { env } from '@/lib/env';
import { demoAnswers } from '@/lib/models/demo-answers';
import { openMeter } from '@/lib/openmeter/client';
import { loadOlderEvents, rememberTimeZone, saveBudget } from './actions';
import { timeZoneFor } from './time-zone';

export const metadata: Metadata = { title: 'Billing' };

/** OpenMeter on the same machine answers far sooner; a person hardly notices this. */
const PATIENCE_MS = 400;

export default async function BillingPage({ searchParams }: { searchParams: Promise<SearchParams> }) {
  const view = parseView(await searchParams);
  const href = viewHref(view, { after: view.after });
  const user = await requireUserPage(href);
  const timeZone = await timeZoneFor(view);
  const now = new Date();
  const page = readBillingPage({ getDb, openMeter: openMeter() }, { userId: user.id, view, timeZone, now });
  const prices = reading('prices', () => listPrices(now));
  const ownPlan = reading('plan', () => planOf(user));
  // What is there soon stands in the page itself, which then works without a script; what is slow comes later.
  const inTime = await allWithin(PATIENCE_MS, [page.usage, page.ledger, prices, ownPlan]);
  // Waited for in any case: without them there is hardly a page, and whoever asks for what is not theirs gets a 404.
  const [ledger, plan] = await Promise.all([page.ledger, ownPlan]);
  const ready = inTime || (await allWithin(0, [page.usage, prices]));
  if (ledger.ok && !ledger.value.ownsFilter) notFound();

  return (
    <AppShell user={user}>
      <PageHeader title="Billing">
        <ZoneSwitch timeZone={timeZone} href={href} choose={rememberTimeZone.bind(null, href)} />
      </PageHeader>
      <div className="@container mx-auto w-full max-w-6xl space-y-4 px-4 py-6 md:px-6">
        <PeriodLine
          plan={plan}
          period={page.period}
          budget={partOf(ledger, 'budget')}
          account={partOf(ledger, 'account')}
          now={now}
        />
        <Allowance
          account={partOf(ledger, 'account')}
          budget={partOf(ledger, 'budget')}
          plan={plan}
          period={page.period}
          retryHref={href}
        />
        <BillingReport
          page={page}
          ledger={ledger}
          demo={demoAnswers()}
          remoteMeter={env.OPENMETER_URL !== undefined}
          view={view}
          timeZone={timeZone}
          now={now}
          loadOlder={loadOlderEvents.bind(null, now.toISOString())}
          ready={ready}
        />
        <BudgetPanel
          budget={partOf(ledger, 'budget')}
          account={partOf(ledger, 'account')}
          mailTo={env.SMTP_URL ? user.email : null}
          save={saveBudget}
          retryHref={href}
        />
        <Rules />
        <Part ready={ready} fallback={<PricesSkeleton />}>
          <Prices prices={prices} retryHref={href} now={now} />
        </Part>
      </div>
    </AppShell>
  );
}
