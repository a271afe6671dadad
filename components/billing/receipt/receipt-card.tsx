import { ArrowLeft } from 'lucide-react';
import Link from 'next/link';
import type { ReactNode } from 'react';
import { Card } from '@/components/ui/card';
import type { Receipt, ReceiptPrice } from '@/lib/billing/events/receipt';
import { formatDay, formatInstantInFull } from '@/lib/billing/format';
import { seriesLabel } from '@/lib/billing/labels';
import { priceSince } from '@/lib/billing/price-since';
import { formatDuration } from '@/lib/duration';
import { formatCount } from '@/lib/format';
import { ReceiptSum } from './receipt-sum';

interface ReceiptCardProps {
  receipt: Receipt;
  timeZone: string;
  /** The billing page as it was left. */
  billingHref: string;
}

/** The receipt of one call of a model. */
export function ReceiptCard({ receipt, timeZone, billingHref }: ReceiptCardProps) {
  return (
    <div className="space-y-4">
      <nav aria-label="Back" className="flex flex-wrap gap-x-6 gap-y-2">
        {receipt.chat && <BackLink href={`/chat/${receipt.chat.id}`}>{receipt.chat.title}</BackLink>}
        <BackLink href={billingHref}>Billing</BackLink>
      </nav>
      <Card aria-label="Receipt" className="p-5 tabular-nums @md:p-8">
        <h2 className="font-semibold text-lg">{receipt.model}</h2>
        <p className="text-muted-foreground text-sm">
          <Instant at={receipt.occurredAt} timeZone={timeZone} />
        </p>
        <ReceiptSum receipt={receipt} />
        <dl className="mt-6 grid gap-x-6 gap-y-2 border-t border-dashed pt-6 text-sm @md:grid-cols-[10rem_1fr]">
          <Facts receipt={receipt} timeZone={timeZone} />
        </dl>
      </Card>
    </div>
  );
}

function BackLink({ href, children }: { href: string; children: string }) {
  return (
    <Link
      href={href}
      prefetch={false}
      className="inline-flex min-w-0 items-center gap-1.5 text-muted-foreground text-sm hover:text-foreground"
    >
      <ArrowLeft aria-hidden className="size-4 shrink-0" />
      <span className="truncate">{children}</span>
    </Link>
  );
}

function Facts({ receipt, timeZone }: Omit<ReceiptCardProps, 'billingHref'>) {
  const { chat, price } = receipt;
  return (
    <>
      <Fact name="Asked for">{receipt.askedModel}</Fact>
      <Fact name="Source">
        {seriesLabel('via', receipt.via)}
        {receipt.apiKey?.name && `, key “${receipt.apiKey.name}”`}
        {chat && (
          <>
            {', '}
            <Link href={`/chat/${chat.id}`} className="text-primary underline-offset-4 hover:underline">
              {chat.title}
            </Link>
          </>
        )}
      </Fact>
      <Fact name="Outcome">{OUTCOMES[receipt.outcome]}</Fact>
      <Fact name="Tokens are">{BASES[receipt.basis]}</Fact>
      <Fact name="Reasoning">{formatCount(receipt.usage.reasoning)} of the output tokens</Fact>
      <Fact name="Took">
        {formatDuration(receipt.durationMs)}
        {receipt.timeToFirstTokenMs !== null &&
          `, first token after ${formatDuration(receipt.timeToFirstTokenMs)}`}
      </Fact>
      {price && (
        <Fact name="Price">
          {dayOf(price, receipt.occurredAt)}
          {price.longPromptAbove !== null &&
            `, for prompts over ${formatCount(price.longPromptAbove)} tokens`}
          <span className="block text-muted-foreground text-xs">{price.source}</span>
        </Fact>
      )}
      <Fact name="Response id">
        <Code>{receipt.responseId ?? 'none was given'}</Code>
      </Fact>
      <Fact name="Event id">
        <Code>{receipt.eventId}</Code>
      </Fact>
      <Fact name="Reached the meter">
        <Delivery delivery={receipt.delivery} timeZone={timeZone} />
      </Fact>
    </>
  );
}

/** The first day of a price, or the one of the list that it stood in. */
function dayOf({ startsOn, listedOn }: ReceiptPrice, at: Date): string {
  const since = priceSince(startsOn, at);
  if (since) return `Since ${formatDay(since, 'UTC')}`;
  return listedOn ? `List of ${formatDay(new Date(listedOn), 'UTC')}` : 'First known price';
}

const OUTCOMES = { complete: 'Complete', stopped: 'Stopped', failed: 'Failed' };
const BASES = {
  exact: 'Exact: the provider reported them',
  estimated:
    'Estimated: the provider did not report all of them, so we counted the rest from the prompt and what was delivered',
};

function Delivery({ delivery, timeZone }: { delivery: Receipt['delivery']; timeZone: string }) {
  if (delivery.state === 'parked')
    return 'Not yet: the meter refused it, and the operator was told. It is billed.';
  if (delivery.deliveredAt === null) return 'Not yet: on its way';
  return <Instant at={delivery.deliveredAt} timeZone={timeZone} />;
}

function Fact({ name, children }: { name: string; children: ReactNode }) {
  return (
    <>
      <dt className="text-muted-foreground">{name}</dt>
      <dd className="mb-2 min-w-0 @md:mb-0">{children}</dd>
    </>
  );
}

function Instant({ at, timeZone }: { at: Date; timeZone: string }) {
  return <time dateTime={at.toISOString()}>{formatInstantInFull(at, timeZone)}</time>;
}

function Code({ children }: { children: ReactNode }) {
  return <code className="break-all font-mono text-xs">{children}</code>;
}
