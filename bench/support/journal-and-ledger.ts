import type { ledgerEntries } from '@/lib/db/schema';
import { inputTokens, usageOfEntry } from '@/lib/pricing/token-usage';

/** What a response came to, by the upstream's journal or by the ledger. */
export interface Counted {
  responseId: string | null;
  promptTokens: number;
  outputTokens: number;
}

export interface Difference {
  /** How many are in one of the two only, or there more often, or with other numbers (which is one in each). */
  responses: number;
  /** By how many tokens they differ, response by response: one too many makes up for no other. */
  tokens: number;
}

/** Compares what upstream sent with what was billed, response by response. */
export function differenceOf(sent: readonly Counted[], billed: readonly Counted[]): Difference {
  const surplus = new Map<string, number>();
  const tokens = new Map<string | null, { prompt: number; output: number }>();
  const count = (responses: readonly Counted[], sign: 1 | -1) => {
    for (const { responseId, promptTokens, outputTokens } of responses) {
      const line = `${responseId} ${promptTokens} ${outputTokens}`;
      surplus.set(line, (surplus.get(line) ?? 0) + sign);
      const { prompt, output } = tokens.get(responseId) ?? { prompt: 0, output: 0 };
      tokens.set(responseId, { prompt: prompt + sign * promptTokens, output: output + sign * outputTokens });
    }
  };
  count(sent, 1);
  count(billed, -1);
  return {
    responses: sumOf([...surplus.values()].map(Math.abs)),
    tokens: sumOf([...tokens.values()].map(({ prompt, output }) => Math.abs(prompt) + Math.abs(output))),
  };
}

/** What a ledger entry says of its response. */
export function countedOf(entry: typeof ledgerEntries.$inferSelect): Counted {
  const { responseId, outputTokens } = entry;
  return { responseId, promptTokens: inputTokens(usageOfEntry(entry)), outputTokens };
}

function sumOf(values: number[]): number {
  return values.reduce((sum, value) => sum + value, 0);
}
