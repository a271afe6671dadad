import type { OpenMeter } from '@openmeter/sdk';
import { z } from 'zod';
import type { UserId } from '@/lib/ids';
import { type PicoUsd, parseUsd, picoUsd } from '@/lib/money';
import type { MeterSlug } from '@/lib/openmeter/meters';
import type { Span } from '../ranges';
import type { Unit } from '../view';

/** What one model used in one window of time, by one way in. */
export interface UsageRow {
  windowStart: Date;
  model: string;
  via: string;
  requests: number;
  promptTokens: number;
  /** Part of the prompt tokens. */
  cachedTokens: number;
  completionTokens: number;
  /** Part of the completion tokens. */
  reasoningTokens: number;
  /** null: no price was known for any of it. */
  costPico: PicoUsd | null;
}

export interface UsageQuery extends Span {
  userId: UserId;
  unit: Unit;
  timeZone: string;
}

/** Longer than a healthy OpenMeter ever takes, shorter than a person waits for a page. */
const TIMEOUT_MS = 8_000;

/**
 * A person's usage, from OpenMeter: six queries, one a meter, whatever the view. They are not filtered, because a
 * person has few models and the breakdown shows them all; and cut into windows even for a total, because OpenMeter
 * adds floats and we add the small sums exactly.
 *
 * @throws HTTPError, TypeError or DOMException (TimeoutError) when OpenMeter refuses, can't be reached or is too slow.
 */
export async function readUsage(openMeter: OpenMeter, query: UsageQuery): Promise<UsageRow[]> {
  const read = (slug: MeterSlug) => readMeter(openMeter, slug, query);
  const [requests, prompt, cached, completion, reasoning, cost] = await Promise.all([
    read('requests'),
    read('prompt_tokens'),
    read('cached_tokens'),
    read('completion_tokens'),
    read('reasoning_tokens'),
    read('cost_usd'),
  ]);
  const rows = new RowsByWindow();
  for (const row of requests) rows.of(row).requests += row.value;
  for (const row of prompt) rows.of(row).promptTokens += row.value;
  for (const row of cached) rows.of(row).cachedTokens += row.value;
  for (const row of completion) rows.of(row).completionTokens += row.value;
  for (const row of reasoning) rows.of(row).reasoningTokens += row.value;
  for (const row of cost) {
    const total = rows.of(row);
    total.costPico = picoUsd((total.costPico ?? 0n) + picoFromMeter(row.value));
  }
  return rows.inOrder();
}

/**
 * A sum of dollars as OpenMeter gives it, a float, back to the exact amount: the nearest one with 12 decimals. Costs
 * have at most 12, so this is exact while the float is less than half a pico-dollar off, that is up to some thousand
 * dollars a window, model and way in.
 */
export function picoFromMeter(usd: number): PicoUsd {
  return parseUsd(usd.toFixed(12));
}

// The SDK turns every string that looks like a time into a Date, the name of a model included.
const text = z.union([z.string(), z.date().transform((date) => date.toISOString())]);

const meterRow = z
  .object({
    value: z.number(),
    windowStart: z.date(),
    groupBy: z.object({ model: text, via: text }),
  })
  .transform(({ value, windowStart, groupBy }) => ({ value, windowStart, ...groupBy }));

type MeterRow = z.output<typeof meterRow>;

async function readMeter(openMeter: OpenMeter, slug: string, query: UsageQuery): Promise<MeterRow[]> {
  const result = await openMeter.meters.query(
    slug,
    {
      subject: [query.userId],
      // The SDK overwrites the Dates that it is given.
      from: new Date(query.from),
      to: new Date(query.to),
      windowSize: query.unit === 'hour' ? 'HOUR' : 'DAY',
      windowTimeZone: query.timeZone,
      groupBy: ['model', 'via'],
    },
    { signal: AbortSignal.timeout(TIMEOUT_MS) },
  );
  return z.array(meterRow).parse(result.data);
}

class RowsByWindow {
  private readonly rows = new Map<string, UsageRow>();

  of({ windowStart, model, via }: MeterRow): UsageRow {
    const key = JSON.stringify([windowStart.getTime(), model, via]);
    const known = this.rows.get(key);
    if (known) return known;
    const row: UsageRow = { windowStart, model, via, ...NOTHING };
    this.rows.set(key, row);
    return row;
  }

  inOrder(): UsageRow[] {
    return [...this.rows.values()].sort((a, b) => a.windowStart.getTime() - b.windowStart.getTime());
  }
}

const NOTHING = {
  requests: 0,
  promptTokens: 0,
  cachedTokens: 0,
  completionTokens: 0,
  reasoningTokens: 0,
  costPico: null,
};
