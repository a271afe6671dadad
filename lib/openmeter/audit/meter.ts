import type { OpenMeter } from '@openmeter/sdk';
import { z } from 'zod';
import { utcDay } from '@/lib/utc-day';
import { picoFromMeter } from '../meter-cost';
import type { MeterSlug } from '../meters';
import { queryMeter, windowStartSchema } from '../query-meter';
import type { BooksOf } from './books';
import { DayTotals } from './day-totals';
import { type DayRange, eachDay } from './days';
import { FIGURES, type Figure } from './figures';

const TIMEOUT_MS = 60_000;

const SLUGS: Record<Figure, MeterSlug> = {
  requests: 'requests',
  promptTokens: 'prompt_tokens',
  cachedTokens: 'cached_tokens',
  completionTokens: 'completion_tokens',
  reasoningTokens: 'reasoning_tokens',
  totalTokens: 'total_tokens',
  costPico: 'cost_usd',
};

const meterRows = z.array(
  z.object({ value: z.number(), windowStart: windowStartSchema, subject: z.string().nullish() }),
);

/**
 * What OpenMeter says: one query for each kind of tokens and the requests, and one a day for the cost.
 *
 * @throws HTTPError, TypeError or DOMException (TimeoutError) when OpenMeter refuses, can't be reached or is too slow
 */
export async function readMeter(openMeter: OpenMeter, { userId, ...range }: BooksOf): Promise<DayTotals> {
  const totals = new DayTotals();
  for (const figure of FIGURES) {
    // The rows of a cost are many, so that they are not read all at once.
    for (const part of figure === 'costPico' ? eachDay(range) : [range]) {
      const rows = await readFigure(openMeter, figure, part, userId);
      for (const { day, who, amount } of rows) totals.add(day, who, { [figure]: amount });
    }
  }
  return totals;
}

async function readFigure(openMeter: OpenMeter, figure: Figure, { from, to }: DayRange, userId?: string) {
  const isCost = figure === 'costPico';
  const rows = await queryMeter(
    openMeter,
    SLUGS[figure],
    {
      // The SDK overwrites the Dates that it is given.
      from: new Date(from),
      to: new Date(to),
      ...(userId !== undefined && { subject: [userId] }),
      // OpenMeter adds floats. Tokens stay exact, and so do dollars while the sums are small: ours are added exactly.
      windowSize: isCost ? 'HOUR' : 'DAY',
      groupBy: isCost ? ['subject', 'model', 'provider', 'via'] : ['subject'],
    },
    { timeoutMs: TIMEOUT_MS },
  );
  return meterRows.parse(rows).map(({ value, windowStart, subject }) => ({
    day: utcDay(windowStart),
    who: subject ?? '',
    amount: isCost ? picoFromMeter(value) : BigInt(Math.round(value)),
  }));
}
