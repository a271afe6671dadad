import { HTTPError, type OpenMeter } from '@openmeter/sdk';
import { z } from 'zod';
import type { MeterSlug } from './meters';

type MeterQuery = NonNullable<Parameters<OpenMeter['meters']['query']>[1]>;

/** When the window of a row begins, as it stands in an answer of `queryMeter`. */
export const windowStartSchema = z.string().pipe(z.coerce.date());

const answerSchema = z.object({ data: z.unknown() });

/**
 * The rows that a meter answers, with every text as it was written. Not by `meters.query`: it turns subjects and groups
 * that look like a time into Dates, and nobody knows any more what they were, least of all where there is no such time.
 *
 * @returns not as the SDK has its type: times are texts, too
 * @throws HTTPError, TypeError or DOMException (TimeoutError) when OpenMeter refuses, can't be reached or is too slow
 */
export async function queryMeter(
  openMeter: OpenMeter,
  slug: MeterSlug,
  query: MeterQuery,
  { timeoutMs }: { timeoutMs: number },
): Promise<unknown> {
  const answer = await openMeter.client.GET('/api/v1/meters/{meterIdOrSlug}/query', {
    headers: { Accept: 'application/json' },
    params: { path: { meterIdOrSlug: slug }, query },
    signal: AbortSignal.timeout(timeoutMs),
  });
  // An error without a body is none to the SDK's client.
  if (!answer.response.ok || !answer.data) throw HTTPError.fromResponse(answer);
  return answerSchema.parse(answer.data).data;
}
