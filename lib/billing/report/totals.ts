import { type PicoUsd, picoUsd } from '@/lib/money';
import type { UsageFilter } from '../view';
import { sumAmounts } from './amount';
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
  const costPico = sumAmounts(rows.map((row) => row.costPico));
  const completionTokens = sum((row) => row.completionTokens);
  return {
    requests: sum((row) => row.requests),
    promptTokens,
    cachedTokens: sum((row) => row.cachedTokens),
    completionTokens,
    reasoningTokens: sum((row) => row.reasoningTokens),
    totalTokens: promptTokens + completionTokens,
    costPico: costPico === null ? null : picoUsd(costPico),
  };
}
