import { cookies } from 'next/headers';
import { chooseTimeZone, TIME_ZONE_COOKIE } from '@/lib/billing/time-zone';
import type { View } from '@/lib/billing/view';

/** The zone of a view for this visitor: the link's, the one they chose before, or UTC. */
export async function timeZoneFor(view: Pick<View, 'tz'>): Promise<string> {
  return chooseTimeZone(view.tz, (await cookies()).get(TIME_ZONE_COOKIE)?.value);
}
