import { utcDay } from '../utc-day';

/** What a price list says where its source knows no first day. */
const FIRST_KNOWN = '1970-01-01';

/**
 * Since when a price holds; null where nobody knows, as its list doesn't say, or the first price that it has was taken
 * for a day before.
 *
 * @param startsOn the first day of the price (UTC), `YYYY-MM-DD`
 * @param at when it is taken
 */
export function priceSince(startsOn: string, at: Date): Date | null {
  return startsOn === FIRST_KNOWN || startsOn > utcDay(at) ? null : new Date(startsOn);
}
