'use server';

import { revalidatePath } from 'next/cache';
import { cookies } from 'next/headers';
import { redirect } from 'next/navigation';
import { after } from 'next/server';
import type { OlderEvents } from '@/components/billing/events/event-list';
import { eventRow } from '@/components/billing/events/event-row';
import { currentUser, requireUser } from '@/lib/auth';
import { budgetOf } from '@/lib/billing/budget-input';
import { sendAlerts } from '@/lib/billing/budgets/alerts';
import { setBudget } from '@/lib/billing/budgets/set';
import { listEvents } from '@/lib/billing/events/list';
import { rangeOf } from '@/lib/billing/ranges';
import { EVENTS_PER_PAGE } from '@/lib/billing/read-page';
import { reading } from '@/lib/billing/reading';
import { asShownAt } from '@/lib/billing/shown-at';
import { TIME_ZONE_COOKIE } from '@/lib/billing/time-zone';
import { filterOf, parseHref, viewHref } from '@/lib/billing/view';
import { getDb } from '@/lib/db/client';
import { type FormState, showingErrors } from '@/lib/form-state';
import { isTimeZone } from '@/lib/time-zone';
import { timeZoneFor } from './time-zone';

const YEAR_SECONDS = 365 * 24 * 60 * 60;

/** Remembers the zone in the field `tz`, and shows the view at `href` in it. Any other value changes nothing. */
export async function rememberTimeZone(href: string, _: FormState, form: FormData): Promise<FormState> {
  const tz = String(form.get('tz'));
  if (!isTimeZone(tz)) return {};
  (await cookies()).set(TIME_ZONE_COOKIE, tz, { maxAge: YEAR_SECONDS, sameSite: 'lax', path: '/' });
  redirect(viewHref(parseHref(href), { tz }));
}

/** Sets the budget to the field `sum`, with or without a `stop`, or removes it where the field is empty. */
export async function saveBudget(_: FormState, form: FormData): Promise<FormState> {
  const written = budgetOf(form);
  if ('error' in written) return written;
  return showingErrors(async () => {
    const { id: userId } = await requireUser();
    await setBudget(await getDb(), userId, written.budget);
    after(sendAlerts());
    revalidatePath('/billing');
    return {};
  });
}

/**
 * The part of the event log that a link leads to; or why there is none.
 *
 * @param madeAt when the page was made, RFC 3339: its range ends or begins there, also after midnight
 */
export async function loadOlderEvents(madeAt: string, href: string): Promise<OlderEvents> {
  const user = await currentUser();
  if (!user) return 'signed out';
  const view = parseHref(href);
  const timeZone = await timeZoneFor(view);
  const now = asShownAt(madeAt);
  const { from, to } = rangeOf(view, now, timeZone);
  const page = await reading('older events', async () =>
    listEvents(await getDb(), {
      ...filterOf(view),
      userId: user.id,
      from,
      to,
      after: view.after,
      limit: EVENTS_PER_PAGE,
    }),
  );
  if (!page.ok) return 'unreadable';
  const { events, next } = page.value;
  return {
    rows: events.map((event) => eventRow(event, { view, timeZone, now })),
    nextHref: next && viewHref(view, { after: next }),
  };
}
