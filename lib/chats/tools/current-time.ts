import { tool } from 'ai';
import { z } from 'zod';
import { ToolError } from './tool-error';

/** Tells the date and the time, which a model can't know. */
export const currentTime = tool({
  title: 'Current time',
  description: 'Tells the current date and time in a time zone.',
  inputSchema: z.object({
    timeZone: z.string().default('UTC').describe('An IANA time zone, such as Europe/Berlin.'),
  }),
  execute: ({ timeZone }) => timeIn(timeZone, new Date()),
});

/** @throws ToolError when there is no such time zone */
function timeIn(timeZone: string, now: Date) {
  return { timeZone, local: formatOf(timeZone).format(now), utc: now.toISOString() };
}

function formatOf(timeZone: string): Intl.DateTimeFormat {
  try {
    return new Intl.DateTimeFormat('en-GB', { timeZone, dateStyle: 'full', timeStyle: 'long' });
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
    throw new ToolError(`There is no time zone “${timeZone}”. One is called Europe/Berlin, for example.`);
  }
}
