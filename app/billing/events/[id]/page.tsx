import type { Metadata } from 'next';
import { notFound } from 'next/navigation';
import { AppShell } from '@/components/app-shell/app-shell';
import { PageHeader } from '@/components/app-shell/page-header';
import { ReceiptCard } from '@/components/billing/receipt/receipt-card';
import { requireUserPage } from '@/lib/auth';
import { readReceipt } from '@/lib/billing/events/receipt';
import { parseView, type SearchParams, viewHref } from '@/lib/billing/view';
import { getDb } from '@/lib/db/client';
import { NotFoundError } from '@/lib/errors';
import { type GenerationId, idSchema } from '@/lib/ids';
import { timeZoneFor } from '../../time-zone';

export const metadata: Metadata = { title: 'Receipt' };

const generationId = idSchema<GenerationId>();

interface ReceiptPageProps {
  params: Promise<{ id: string }>;
  /** The view that it was opened from. */
  searchParams: Promise<SearchParams>;
}

/** One event and how its cost came about. Somebody else's does not exist here. */
export default async function ReceiptPage({ params, searchParams }: ReceiptPageProps) {
  const { id } = await params;
  const view = parseView(await searchParams);
  const { after } = view;
  const user = await requireUserPage(viewHref(view, { after }, `/billing/events/${id}`));
  const parsed = generationId.safeParse(id);
  if (!parsed.success) notFound();
  const receipt = await readReceipt(await getDb(), user.id, parsed.data).catch(answerNotFound);
  const timeZone = await timeZoneFor(view);
  return (
    <AppShell user={user}>
      <PageHeader title="Receipt" />
      <div className="@container mx-auto w-full max-w-2xl px-4 py-6 md:px-6">
        <ReceiptCard receipt={receipt} timeZone={timeZone} billingHref={viewHref(view, { after })} />
      </div>
    </AppShell>
  );
}

function answerNotFound(error: unknown): never {
  if (error instanceof NotFoundError) notFound();
  throw error;
}
