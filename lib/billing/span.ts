import { tz } from '@date-fns/tz';

/** From an instant up to, not including, another. */
export interface Span {
  from: Date;
  to: Date;
}

/** The start of the clock hour; not on the hour in UTC where the zone's offset isn't whole. */
export function floorToHour(at: Date, timeZone: string): Date {
  const minutes = tz(timeZone)(at).getMinutes();
  return new Date(Math.floor(at.getTime() / 60_000 - minutes) * 60_000);
}

/** Without its zone: a `TZDate` prints its local time, which neither OpenMeter nor the database wants. */
export function plain(date: Date): Date {
  return new Date(date.getTime());
}
