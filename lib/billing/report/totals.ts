import { type PicoUsd, picoUsd } from '@/lib/money';
import type { UsageFilter } from '../view';
import { sumAmounts } from './amount';
import type { LedgerFigures } from './ledger-figures';
import type { UsageRow } from './usage';

/** Sums over a stretch of time. */
export interface Totals {
  /** null: neither the view's meters nor the ledger gave it. */
  requests: number | null;
  promptTokens: number;
  cachedTokens: number;
  completionTokens: number;
  /** null: neither the view's meters nor the ledger gave it. */
  reasoningTokens: number | null;
  totalTokens: number;
  /** null: there was usage, and none of it had a price. */
  costPico: PicoUsd | null;
}

/** What rows can be narrowed by: they are not cut by chat. */
export type RowFilter = Omit<UsageFilter, 'chat'>;

/** What a view's filter leaves of its rows, which must be told apart by what it narrows: `readViewUsage` sees to that. */
export function filterUsage(rows: readonly UsageRow[], { model, via, key }: RowFilter): UsageRow[] {
  return rows.filter(
    (row) =>
      (model === null || row.model === model) &&
      (via === null || row.via === via) &&
      (key === null || row.key === key),
  );
}

/**
 * Whether the app used something in a view, and the meter has counted nothing of it: what was not counted is not zero.
 *
 * @param counted what the meter has in the view
 * @param ledger null: it can't be read
 */
export function isUncounted(
  counted: readonly UsageRow[],
  ledger: Pick<LedgerFigures, 'current'> | null,
): boolean {
  return counted.length === 0 && ledger !== null && ledger.current.requests > 0;
}

/** Adds rows up, exactly. Of nothing, the cost is zero. What the rows don't have is the ledger's. */
export function totalsOf(
  rows: readonly UsageRow[],
  ledger: Pick<LedgerFigures, 'requests' | 'reasoningTokens'> | null,
): Totals {
  const sum = (of: (row: UsageRow) => number) => rows.reduce((total, row) => total + of(row), 0);
  const has = (name: 'requests' | 'reasoningTokens') => rows.some((row) => row[name] !== null);
  const promptTokens = sum((row) => row.promptTokens);
  const costPico = sumAmounts(rows.map((row) => row.costPico));
  const completionTokens = sum((row) => row.completionTokens);
  return {
    requests: has('requests') ? sum((row) => row.requests ?? 0) : (ledger?.requests ?? null),
    promptTokens,
    cachedTokens: sum((row) => row.cachedTokens),
    completionTokens,
    reasoningTokens: has('reasoningTokens')
      ? sum((row) => row.reasoningTokens ?? 0)
      : (ledger?.reasoningTokens ?? null),
    totalTokens: promptTokens + completionTokens,
    costPico: costPico === null ? null : picoUsd(costPico),
  };
}
