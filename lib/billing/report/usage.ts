import type { OpenMeter } from '@openmeter/sdk';
import { z } from 'zod';
import type { UserId } from '@/lib/ids';
import { type PicoUsd, picoUsd } from '@/lib/money';
import { picoFromMeter } from '@/lib/openmeter/meter-cost';
import type { MeterSlug } from '@/lib/openmeter/meters';
import { queryMeter, windowStartSchema } from '@/lib/openmeter/query-meter';
import type { Span } from '../span';
import { type Metric, NO_KEY, type Stack, type Unit } from '../view';

/** What usage can be told apart by at the meter. */
export const GROUPS = ['model', 'via', 'key'] as const;
export type Group = (typeof GROUPS)[number];

/** What one model used in one window of time, from one source and with one API key; each only where it was asked for. */
export interface UsageRow {
  windowStart: Date;
  /** Empty where models are not told apart; and so the others. */
  model: string;
  via: string;
  /** The key’s id, or `NO_KEY`. */
  key: string;
  /** null: not read for this view. */
  requests: number | null;
  promptTokens: number;
  /** Part of the prompt tokens. */
  cachedTokens: number;
  completionTokens: number;
  /** Part of the completion tokens. null: not read for this view. */
  reasoningTokens: number | null;
  /** null: no price was known for any of it. */
  costPico: PicoUsd | null;
}

export interface UsageQuery extends Span {
  userId: UserId;
  unit: Unit;
  timeZone: string;
  /** What the bars of the chart are of. */
  by: Stack;
  metric: Metric;
  /** What the rows must be told apart by. */
  groups: readonly Group[];
}

/** The meters that a chart is drawn from. Cost needs requests to tell what is unpriced from what was not used. */
const DRAWN: Record<Metric, readonly MeterSlug[]> = {
  cost: ['cost_usd', 'requests'],
  tokens: ['prompt_tokens', 'completion_tokens'],
  requests: ['requests'],
};

/** Longer than a healthy OpenMeter ever takes, shorter than a person waits for a page. */
const TIMEOUT_MS = 8_000;

/**
 * A person's usage, from OpenMeter: five queries, one a meter, whatever the view. Of the two figures that no view needs
 * both of bar by bar, the chart's is read; the other is only on a card, and comes with the ledger's figures.
 *
 * The queries are not filtered, because a person has few models and keys and the breakdown shows them all; but told
 * apart only by what is asked for, and by the hour only where the chart is drawn from it, because each row costs. They
 * are cut into windows even for a total, because OpenMeter adds floats and we add the small sums exactly.
 *
 * @throws HTTPError, TypeError or DOMException (TimeoutError) when OpenMeter refuses, can't be reached or is too slow.
 */
export async function readUsage(openMeter: OpenMeter, query: UsageQuery): Promise<UsageRow[]> {
  const read = (slug: MeterSlug) => readMeter(openMeter, slug, query);
  const chosen = query.by === 'kind' ? 'reasoningTokens' : 'requests';
  const [counts, prompt, cached, completion, cost] = await Promise.all([
    read(chosen === 'requests' ? 'requests' : 'reasoning_tokens'),
    read('prompt_tokens'),
    read('cached_tokens'),
    read('completion_tokens'),
    read('cost_usd'),
  ]);
  const rows = new RowsByWindow({ ...NOTHING, [chosen]: 0 });
  for (const row of counts) {
    const total = rows.of(row);
    total[chosen] = (total[chosen] ?? 0) + wholeOf(row.value);
  }
  for (const row of prompt) rows.of(row).promptTokens += wholeOf(row.value);
  for (const row of cached) rows.of(row).cachedTokens += wholeOf(row.value);
  for (const row of completion) rows.of(row).completionTokens += wholeOf(row.value);
  for (const row of cost) {
    const total = rows.of(row);
    total.costPico = picoUsd((total.costPico ?? 0n) + picoFromMeter(row.value));
  }
  return rows.inOrder();
}

/** Another service that sends events may send half a token, or so many that they add up to infinity. */
function wholeOf(value: number): number {
  return Math.round(Math.min(Math.max(value, -Number.MAX_SAFE_INTEGER), Number.MAX_SAFE_INTEGER));
}

const meterRows = z.array(
  z.object({
    value: z.number(),
    windowStart: windowStartSchema,
    groupBy: z.object({ model: z.unknown(), via: z.unknown(), api_key: z.unknown() }).partial(),
  }),
);

interface MeterRow extends Pick<UsageRow, 'windowStart' | 'model' | 'via' | 'key'> {
  value: number;
}

/** There may be thousands of them, so that even their check must be cheap. */
function parseRows(rows: unknown): MeterRow[] {
  return meterRows.parse(rows).map(({ value, windowStart, groupBy }) => ({
    value,
    windowStart,
    model: textOf(groupBy.model),
    via: textOf(groupBy.via),
    key: groupBy.api_key === undefined ? '' : textOf(groupBy.api_key) || NO_KEY,
  }));
}

/** Where an event lacks it, it may be null. */
function textOf(value: unknown): string {
  return typeof value === 'string' ? value : '';
}

async function readMeter(openMeter: OpenMeter, slug: MeterSlug, query: UsageQuery): Promise<MeterRow[]> {
  const rows = await queryMeter(
    openMeter,
    slug,
    {
      subject: [query.userId],
      // The SDK overwrites the Dates that it is given.
      from: new Date(query.from),
      to: new Date(query.to),
      windowSize: query.unit === 'hour' && isDrawn(slug, query) ? 'HOUR' : 'DAY',
      windowTimeZone: query.timeZone,
      groupBy: query.groups.map((group) => (group === 'key' ? 'api_key' : group)),
    },
    { timeoutMs: TIMEOUT_MS },
  );
  return parseRows(rows);
}

function isDrawn(slug: MeterSlug, { by, metric }: UsageQuery): boolean {
  return by === 'kind' || DRAWN[metric].includes(slug);
}

class RowsByWindow {
  private readonly rows = new Map<string, UsageRow>();

  constructor(private readonly nothing: Figures) {}

  of({ windowStart, model, via, key }: MeterRow): UsageRow {
    const place = `${windowStart.getTime()} ${via} ${key} ${model}`;
    const known = this.rows.get(place);
    if (known) return known;
    const row: UsageRow = { windowStart, model, via, key, ...this.nothing };
    this.rows.set(place, row);
    return row;
  }

  inOrder(): UsageRow[] {
    return [...this.rows.values()].sort((a, b) => a.windowStart.getTime() - b.windowStart.getTime());
  }
}

type Figures = Omit<UsageRow, 'windowStart' | 'model' | 'via' | 'key'>;

const NOTHING: Figures = {
  requests: null,
  promptTokens: 0,
  cachedTokens: 0,
  completionTokens: 0,
  reasoningTokens: null,
  costPico: null,
};
