import type { Database } from '@/lib/db/types';
import { sendDeliveredAgain } from '../send-again';
import { type Difference, isLacking } from './compare';
import { rangeOfDay } from './days';

/**
 * Lets the events of each user and day of which OpenMeter lacks something be sent again, once more a relay runs. All of
 * the day: which of them it lost can't be told from its sums, and by their ids it knows those that it has.
 *
 * @returns how many events will be sent
 */
export async function resendLost(db: Database, differences: Difference[]): Promise<number> {
  const lost = differences.filter((difference) => difference.books[1] === 'meter' && isLacking(difference));
  const days = new Map(lost.map(({ day, who }) => [`${day} ${who}`, { ...rangeOfDay(day), userId: who }]));
  let events = 0;
  for (const day of days.values()) events += (await sendDeliveredAgain(db, day)).length;
  return events;
}
