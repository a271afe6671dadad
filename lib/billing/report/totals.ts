import { type PicoUsd, picoUsd } from '@/lib/money';
import type { UsageFilter } from '../view';
import type { UsageRow } from './usage';

/** Sums over a stretch of time. */
export interface Totals {
  requests: number;
  promptTokens: number;
  cachedTokens: number;
  completionTokens: number;
  reasoningTokens: number;
  totalTokens: number;
  /** null: there was usage, and none of it had a price. */
  costPico: PicoUsd | null;
}

export function filterUsage(rows: readonly UsageRow[], { model, via }: UsageFilter): UsageRow[] {
  return rows.filter((row) => (model === null || row.model === model) && (via === null || row.via === via));
}

/** Adds rows up, exactly. Of nothing, the cost is zero. */
export function totalsOf(rows: readonly UsageRow[]): Totals {
  const sum = (of: (row: UsageRow) => number) => rows.reduce((total, row) => total + of(row), 0);
  const promptTokens = sum((row) => row.promptTokens);
  const completionTokens = sum((row) => row.completionTokens);
  return {
    requests: sum((row) => row.requests),
    promptTokens,
    cachedTokens: sum((row) => row.cachedTokens),
    completionTokens,
    reasoningTokens: sum((row) => row.reasoningTokens),
    totalTokens: promptTokens + completionTokens,
    costPico: sumCosts(rows.map((row) => row.costPico)),
  };
}

/** What is known of the costs; null when there are some and none is known. */
export function sumCosts(costs: readonly (PicoUsd | null)[]): PicoUsd | null {
  const known = costs.filter((cost) => cost !== null);
  if (known.length === 0 && costs.length > 0) return null;
  return picoUsd(known.reduce((total, cost) => total + cost, 0n));
}
