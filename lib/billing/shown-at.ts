import { z } from 'zod';
import { type View, viewHref } from './view';

/**
 * The link to a file of what a page shows. It carries when the page was made: a range ends or begins there, also when
 * the link is followed after midnight.
 */
export function csvHref(
  view: View,
  { timeZone, now }: { timeZone: string; now: Date },
  path: '/billing/export/events' | '/billing/export/usage',
): string {
  return `${viewHref(view, { tz: timeZone }, path)}&at=${now.toISOString()}`;
}

const pageTime = z.iso.datetime().transform((text) => new Date(text));

/** When the page was made that a link is of, by its `at`; without one that can be, now. */
export function shownAt(href: string, now = new Date()): Date {
  return asShownAt(new URL(href, 'http://any').searchParams.get('at'), now);
}

/** When a page says that it was made; now, where that can't be. */
export function asShownAt(text: string | null, now = new Date()): Date {
  const at = pageTime.safeParse(text);
  return at.success && at.data.getUTCFullYear() >= 1970 && at.data <= now ? at.data : now;
}
