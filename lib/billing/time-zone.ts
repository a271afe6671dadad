import { isTimeZone } from '../time-zone';

/** The cookie that remembers in which zone a person wants to read times. */
export const TIME_ZONE_COOKIE = 'tz';

/** The zone to show a view in: what its link says, what the person chose before, or UTC. */
export function chooseTimeZone(inLink: string | null, inCookie: string | undefined): string {
  return [inLink, inCookie].find((name) => name && isTimeZone(name)) ?? 'UTC';
}
