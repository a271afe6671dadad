/**
 * The tokens of one generation as they are charged. The three kinds of input are disjoint: their sum is the prompt.
 * Reasoning is a part of output, kept for the record and never charged again.
 */
export interface TokenUsage {
  /** Input read anew. */
  readonly uncached: number;
  /** Input found in the vendor's prompt cache. */
  readonly cacheRead: number;
  /** Input written to the vendor's prompt cache. */
  readonly cacheWrite: number;
  /** Everything generated, reasoning included. */
  readonly output: number;
  readonly reasoning: number;
}

/** The tokens of a ledger entry. */
export function usageOfEntry(entry: {
  uncachedTokens: number;
  cacheReadTokens: number;
  cacheWriteTokens: number;
  outputTokens: number;
  reasoningTokens: number;
}): TokenUsage {
  return {
    uncached: entry.uncachedTokens,
    cacheRead: entry.cacheReadTokens,
    cacheWrite: entry.cacheWriteTokens,
    output: entry.outputTokens,
    reasoning: entry.reasoningTokens,
  };
}

/** The length of the prompt in tokens, cached or not. */
export function inputTokens(usage: TokenUsage): number {
  return usage.uncached + usage.cacheRead + usage.cacheWrite;
}

/** Prompt and output together; reasoning is within output. */
export function totalTokens(usage: TokenUsage): number {
  return inputTokens(usage) + usage.output;
}

/** @throws RangeError when a count is negative, fractional or too large to be exact. */
export function assertTokenUsage({ uncached, cacheRead, cacheWrite, output, reasoning }: TokenUsage): void {
  for (const [kind, count] of Object.entries({ uncached, cacheRead, cacheWrite, output, reasoning })) {
    assertTokenCount(`usage.${kind}`, count);
  }
}

/** @throws RangeError for a count that is negative, fractional or too large to be exact. */
export function assertTokenCount(name: string, count: number): void {
  if (!Number.isSafeInteger(count) || count < 0) {
    throw new RangeError(
      `${name} is ${count}, which is no count of tokens. It must be a whole number from 0 up.`,
    );
  }
}
