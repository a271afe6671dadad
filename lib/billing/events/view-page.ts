import type { Database } from '@/lib/db/types';
import type { UserId } from '@/lib/ids';
import { rangeOf } from '../ranges';
import { asShownAt } from '../shown-at';
import { filterOf, type View } from '../view';
import { type EventPage, listEvents } from './list';

export interface ViewEventsQuery {
  userId: UserId;
  view: View;
  timeZone: string;
  limit: number;
  now: Date;
}

/**
 * A page of a view's events, for a program that reads one after the other: all of them are of the range as it was at
 * the first, also when a day or the billing period ends in between.
 */
export async function listViewEvents(
  db: Database,
  { userId, view, timeZone, limit, now }: ViewEventsQuery,
): Promise<EventPage> {
  const { after } = view;
  const asOf = asShownAt(after?.asOf?.toISOString() ?? null, now);
  const { from, to } = rangeOf(view, asOf, timeZone);
  const { events, next } = await listEvents(db, { ...filterOf(view), userId, from, to, after, limit });
  return { events, next: next && { ...next, asOf } };
}
