import { tool } from 'ai';
import { z } from 'zod';

/** Tells the date and the time, which a model can't know. */
export const currentTime = tool({
  title: 'Current time',
  description: 'Tells the current date and time in a time zone.',
  inputSchema: z.object({
    timeZone: z.string().default('UTC').describe('An IANA time zone, such as Europe/Berlin.'),
  }),
  execute: ({ timeZone }) => timeIn(timeZone, new Date()),
});

/** @throws RangeError when there is no such time zone; the model reads the sentence. */
export function timeIn(timeZone: string, now: Date) {
  const local = new Intl.DateTimeFormat('en-GB', { timeZone, dateStyle: 'full', timeStyle: 'long' }).format(
    now,
  );
  return { timeZone, local, utc: now.toISOString() };
}
