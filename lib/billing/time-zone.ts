import { isIanaName } from '../iana-name';

/** The cookie that remembers in which zone a person wants to read times. */
export const TIME_ZONE_COOKIE = 'tz';

/** Offsets such as `+02:00` are no zones to OpenMeter, and know nothing of clock changes. */
const ZONE_NAME = /^[A-Za-z][A-Za-z0-9_+-]*(\/[A-Za-z0-9_+-]+)*$/;

/** Whether it is the name of an IANA time zone, such as `Europe/Berlin`. */
export function isTimeZone(name: string): boolean {
  if (!ZONE_NAME.test(name) || !isIanaName(name)) return false;
  try {
    new Intl.DateTimeFormat('en', { timeZone: name });
    return true;
  } catch (error) {
    if (error instanceof RangeError) return false;
    throw error;
  }
}

/** The zone to show a view in: what its link says, what the person chose before, or UTC. */
export function chooseTimeZone(inLink: string | null, inCookie: string | undefined): string {
  return [inLink, inCookie].find((name) => name && isTimeZone(name)) ?? 'UTC';
}
