import { isDeepStrictEqual } from 'node:util';
import type { ListedModel, PriceRow } from '../price-list';
import { formatPerMillion } from '../rates';
import { named } from './merge';

/** What an update changed, a line each, for the person who reviews it. No lines when nothing changed. */
export function describeChanges(before: readonly ListedModel[], after: readonly ListedModel[]): string[] {
  return after.flatMap((model) => {
    const old = named(before, model.model);
    return old ? describeChange(old, model) : [`+ ${model.model}: ${describeStatus(model)}`];
  });
}

function describeChange(before: ListedModel, after: ListedModel): string[] {
  const lines: string[] = [];
  if ('unpriced' in before || 'unpriced' in after) {
    if (describeStatus(before) !== describeStatus(after)) {
      lines.push(`~ ${after.model}: ${describeStatus(after)} (was: ${describeStatus(before)})`);
    }
  } else {
    const added = after.prices.filter((row) => !has(before.prices, row));
    const dropped = before.prices.filter((row) => !has(after.prices, row));
    lines.push(...added.map((row) => `~ ${after.model}: ${describeRow(row)}`));
    lines.push(...dropped.map((row) => `~ ${after.model}: dropped before it began: ${describeRow(row)}`));
  }
  if (!isDeepStrictEqual(answersTo(before), answersTo(after))) {
    lines.push(
      `~ ${after.model}: answers to ${answersTo(after).join(', ')} (was: ${answersTo(before).join(', ')})`,
    );
  }
  return lines;
}

function has(rows: readonly PriceRow[], row: PriceRow): boolean {
  return rows.some((other) => isDeepStrictEqual(other, row));
}

function answersTo({ ids, patterns = [] }: ListedModel): string[] {
  return [...ids, ...patterns.map((pattern) => `/${pattern}/`)];
}

function describeStatus(model: ListedModel): string {
  return 'unpriced' in model ? `unpriced, ${model.unpriced}` : model.prices.map(describeRow).join('; ');
}

function describeRow({ startsOn, tiers = [], ...rates }: PriceRow): string {
  const longer = tiers.map((tier) => `, above ${tier.aboveInputTokens} input tokens ${describeRates(tier)}`);
  return `from ${startsOn} ${describeRates(rates)}${longer.join('')}`;
}

function describeRates(rates: Omit<PriceRow, 'startsOn' | 'tiers'>): string {
  const { inputPico, cacheReadPico, cacheWritePico, outputPico } = rates;
  const parts = [
    ['in', inputPico],
    ['cache read', cacheReadPico],
    ['cache write', cacheWritePico],
    ['out', outputPico],
  ] as const;
  return parts
    .flatMap(([name, pico]) => (pico === undefined ? [] : [`${name} ${formatPerMillion(BigInt(pico))}`]))
    .join(' · ');
}
