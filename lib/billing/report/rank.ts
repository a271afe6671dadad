import { type Totals, totalsOf } from './totals';
import type { UsageRow } from './usage';

/** The rows of each name added up: the highest cost first, then the most tokens. */
export function rank(
  rows: readonly UsageRow[],
  nameOf: (row: UsageRow) => string,
): { name: string; totals: Totals }[] {
  return [...groupBy(rows, nameOf)]
    .map(([name, own]) => ({ name, totals: totalsOf(own) }))
    .sort((a, b) => compareUsage(b.totals, a.totals) || a.name.localeCompare(b.name));
}

function compareUsage(a: Totals, b: Totals): number {
  const difference = (a.costPico ?? 0n) - (b.costPico ?? 0n);
  if (difference !== 0n) return difference < 0n ? -1 : 1;
  return a.totalTokens - b.totalTokens;
}

/** Node 20 has no `Map.groupBy` yet. */
function groupBy<Row>(rows: readonly Row[], nameOf: (row: Row) => string): Map<string, Row[]> {
  const groups = new Map<string, Row[]>();
  for (const row of rows) {
    const group = groups.get(nameOf(row));
    if (group) group.push(row);
    else groups.set(nameOf(row), [row]);
  }
  return groups;
}
