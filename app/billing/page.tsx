import type { Metadata } from 'next';
import { Suspense } from 'react';
import { AppShell } from '@/components/app-shell/app-shell';
import { PageHeader } from '@/components/app-shell/page-header';
import { Allowance } from '@/components/billing/allowance';
import { BillingReport } from '@/components/billing/billing-report';
import { PeriodLine } from '@/components/billing/header/period-line';
import { ZoneSwitch } from '@/components/billing/header/zone-switch';
import { Prices } from '@/components/billing/prices';
import { Rules } from '@/components/billing/rules';
import { AllowanceSkeleton, PricesSkeleton, ReportSkeleton } from '@/components/billing/states/skeletons';
import { requireUserPage } from '@/lib/auth';
import { planOf } from '@/lib/billing/plans';
import { listPrices } from '@/lib/billing/price-list';
import { readBillingPage } from '@/lib/billing/read-page';
import { reading } from '@/lib/billing/reading';
import { parseView, type SearchParams, viewHref } from '@/lib/billing/view';
import { getDb } from '@/lib/db/client';
import { openMeter } from '@/lib/openmeter/client';
import { loadOlderEvents, rememberTimeZone } from './actions';
import { timeZoneFor } from './time-zone';

export const metadata: Metadata = { title: 'Billing' };

export default async function BillingPage({ searchParams }: { searchParams: Promise<SearchParams> }) {
  const view = parseView(await searchParams);
  const href = viewHref(view);
  const user = await requireUserPage(href);
  const timeZone = await timeZoneFor(view);
  const now = new Date();
  const plan = planOf(user);
  const page = readBillingPage({ getDb, openMeter: openMeter() }, { userId: user.id, view, timeZone, now });
  const prices = reading('prices', () => listPrices(now));

  return (
    <AppShell user={user}>
      <PageHeader title="Billing">
        <ZoneSwitch timeZone={timeZone} choose={rememberTimeZone.bind(null, href)} />
      </PageHeader>
      <div className="@container mx-auto w-full max-w-6xl space-y-4 px-4 py-6 md:px-6">
        <PeriodLine plan={plan} period={page.period} now={now} />
        <Suspense fallback={<AllowanceSkeleton />}>
          <Allowance account={page.account} plan={plan} period={page.period} retryHref={href} />
        </Suspense>
        <Suspense fallback={<ReportSkeleton />}>
          <BillingReport
            page={page}
            prices={prices}
            view={view}
            timeZone={timeZone}
            now={now}
            loadOlder={loadOlderEvents}
          />
        </Suspense>
        <Suspense fallback={<PricesSkeleton />}>
          <Prices prices={prices} retryHref={href} />
        </Suspense>
        <Rules />
      </div>
    </AppShell>
  );
}
