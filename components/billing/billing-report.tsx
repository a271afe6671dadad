import type { BillingPage, LedgerParts } from '@/lib/billing/read-page';
import { partOf, type Reading } from '@/lib/billing/reading';
import { type View, viewHref } from '@/lib/billing/view';
import { BreakdownPanel } from './breakdown';
import { Cards } from './cards';
import { UsageChart } from './chart/usage-chart';
import type { LoadOlder } from './events/event-list';
import { EventLog } from './events/event-log';
import { DEMO_WORDS, Freshness, Notices } from './header/notices';
import { Part } from './part';
import { RangePicker } from './range-picker';
import { NeverUsed } from './states/never-used';
import { CardsSkeleton } from './states/skeletons';

interface BillingReportProps {
  page: BillingPage;
  ledger: Reading<LedgerParts>;
  /** Whether the built-in demo answers, so that no money is real. */
  demo: boolean;
  /** Whether the meter is an OpenMeter elsewhere. */
  remoteMeter: boolean;
  view: View;
  timeZone: string;
  now: Date;
  loadOlder: LoadOlder;
  /** Whether all of it is read already. */
  ready: boolean;
}

/** All figures of a view; or, for a person who has none yet, the way to the chat. */
export function BillingReport(props: BillingReportProps) {
  const { ledger, ready, view } = props;
  // Who has chosen a range wants to choose another when it is empty.
  const isChosen = view.range !== 'period';
  if (!ledger.ok || ledger.value.account.hasUsage || isChosen) return <Figures {...props} />;
  return (
    <Part ready={ready} fallback={<NeverUsed note={demoNote(props)} />}>
      <FiguresOfMeter {...props} />
    </Part>
  );
}

/** What is not in the ledger may be at the meter: other services can send usage there, too. */
async function FiguresOfMeter(props: BillingReportProps) {
  const usage = await props.page.usage;
  if (usage.ok && usage.value.length > 0) return <Figures {...props} />;
  if (!usage.ok) return <NeverUsed note="What the meter has can’t be read right now" />;
  return <NeverUsed note={demoNote(props)} />;
}

const demoNote = ({ demo }: BillingReportProps) => (demo ? DEMO_WORDS : undefined);

function Figures({
  page: { period, range, usage },
  ledger,
  demo,
  remoteMeter,
  view,
  timeZone,
  now,
  loadOlder,
  ready,
}: BillingReportProps) {
  const retryHref = viewHref(view);
  const account = partOf(ledger, 'account');
  const figures = partOf(ledger, 'figures');
  const keyNames = ledger.ok ? ledger.value.keyNames : undefined;
  // A view of one chat is read in the ledger altogether.
  const meterLags = remoteMeter && view.chat === null;
  const freshness = { account, demo, meterLags, now, timeZone };
  return (
    <>
      <RangePicker view={view} range={range} timeZone={timeZone} ledger={ledger} />
      <Part ready={ready} fallback={<Freshness {...freshness} isUsageRead />}>
        <Notices {...freshness} usage={usage} />
      </Part>
      <Part ready={ready} fallback={<CardsSkeleton />}>
        <Cards
          usage={usage}
          figures={figures}
          account={account}
          view={view}
          range={range}
          period={period}
          retryHref={retryHref}
          now={now}
          timeZone={timeZone}
        />
      </Part>
      <div className="grid grid-cols-[minmax(0,1fr)] gap-4 @5xl:grid-cols-[minmax(0,1fr)_20rem]">
        <UsageChart
          usage={usage}
          figures={figures}
          view={view}
          range={range}
          timeZone={timeZone}
          now={now}
          keyNames={keyNames}
          ready={ready}
        />
        <BreakdownPanel
          usage={usage}
          chats={partOf(ledger, 'chats')}
          view={view}
          keyNames={keyNames}
          ready={ready}
        />
      </div>
      <EventLog
        events={partOf(ledger, 'events')}
        view={view}
        timeZone={timeZone}
        now={now}
        loadOlder={loadOlder}
      />
    </>
  );
}
