/** What is compared: amounts that every book keeps of what was used. */
export const FIGURES = [
  'requests',
  'promptTokens',
  'cachedTokens',
  'completionTokens',
  'reasoningTokens',
  'totalTokens',
  'costPico',
] as const;

export type Figure = (typeof FIGURES)[number];

/** An unpriced request costs nothing here, as it does in the meter. */
export type Figures = Record<Figure, bigint>;

export const NOTHING: Figures = {
  requests: 0n,
  promptTokens: 0n,
  cachedTokens: 0n,
  completionTokens: 0n,
  reasoningTokens: 0n,
  totalTokens: 0n,
  costPico: 0n,
};

/** Adds amounts up, figure by figure. */
export function sumFigures(amounts: Partial<Figures>[]): Figures {
  const sum = { ...NOTHING };
  for (const each of amounts) for (const figure of FIGURES) sum[figure] += each[figure] ?? 0n;
  return sum;
}
