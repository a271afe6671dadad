import { z } from 'zod';

const completion = z.object({ choices: z.array(z.unknown()).min(1) });

/** Whether an answer that began well is all there: a status of 200 says nothing of how it went on. */
export function isWhole(body: string, stream: boolean): boolean {
  if (stream) return body.trimEnd().endsWith('data: [DONE]') && !body.includes('data: {"error"');
  try {
    return completion.safeParse(JSON.parse(body)).success;
  } catch {
    // Half a JSON text, or none.
    return false;
  }
}
