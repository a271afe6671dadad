import type { OpenMeter } from '@openmeter/sdk';
import { tool } from 'ai';
import { z } from 'zod';
import { billingPeriodOf, previousPeriod } from '@/lib/billing/period';
import { readUsage, type UsageRow } from '@/lib/billing/report/usage';
import { formatSum } from '@/lib/format';
import type { UserId } from '@/lib/ids';
import { log } from '@/lib/log';
import { sumUsd } from '@/lib/money';
import { ToolError } from './tool-error';

/**
 * Tells what the person has used, by the meter: the same figures as on their billing page, but for calls without a price
 * of a model that also had one that day. The meter's sums don't have them apart.
 */
export function myUsage(openMeter: () => OpenMeter, userId: UserId) {
  return tool({
    title: 'Your usage',
    description:
      'Tells how many tokens the person has used in this app and what they cost in US dollars, in all and by model. ' +
      'For this calendar month or the last one, in UTC.',
    inputSchema: z.object({ month: z.enum(['this', 'last']).default('this').describe('Which month') }),
    execute: ({ month }) => usageOf(openMeter(), userId, month, new Date()),
  });
}

/** @throws ToolError when the meter can't be read */
async function usageOf(openMeter: OpenMeter, userId: UserId, month: 'this' | 'last', now: Date) {
  const current = billingPeriodOf(now);
  const { start, end } = month === 'this' ? current : previousPeriod(current);
  const rows = await readUsage(openMeter, {
    userId,
    from: start,
    to: end,
    unit: 'day',
    timeZone: 'UTC',
    by: 'model',
    metric: 'cost',
    groups: ['model'],
  }).catch((err) => {
    log.warn({ err, userId }, 'a model asked what a person has used, and the meter could not be read');
    throw new ToolError('The meter can’t be reached, so the usage can’t be told. Try again in a moment.');
  });
  const models = [...new Set(rows.map(({ model }) => model))];
  return {
    from: start.toISOString(),
    until: end.toISOString(),
    ...sumOf(rows),
    models: models.map((model) => ({ model, ...sumOf(rows.filter((row) => row.model === model)) })),
    note:
      'Calls of the last seconds, this one among them, may not be counted yet. ' +
      'Calls that had no price when they were made, if there are any, are not in the cost, even where it does not say “unpriced”.',
  };
}

function sumOf(rows: readonly UsageRow[]) {
  const costs = rows.flatMap(({ costPico }) => (costPico === null ? [] : [costPico]));
  const unpriced = rows.filter(({ costPico }) => costPico === null);
  return {
    requests: requestsOf(rows),
    tokens: rows.reduce((sum, row) => sum + row.promptTokens + row.completionTokens, 0),
    // What has no price is not free.
    cost: formatSum(rows.length > 0 && costs.length === 0 ? null : sumUsd(costs), requestsOf(unpriced)),
  };
}

function requestsOf(rows: readonly UsageRow[]): number {
  return rows.reduce((sum, row) => sum + (row.requests ?? 0), 0);
}
