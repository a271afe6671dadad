import type { TokenUsage } from '../pricing/token-usage';
import type { Basis, Outcome } from '../vocabulary';

/** What was used, and whether upstream said so or we counted. */
export interface MeasuredUsage {
  basis: Basis;
  usage: TokenUsage;
}

/** What upstream says was used, as far as it does. The AI SDK's usage has this shape. */
export interface ReportedUsage {
  inputTokens: { total?: number; cacheRead?: number; cacheWrite?: number };
  outputTokens: { total?: number; reasoning?: number };
}

/** What we counted ourselves. */
export interface CountedUsage {
  promptTokens: number;
  /** Of everything that was delivered: text, reasoning and tool calls. */
  outputTokens: number;
}

/**
 * What a generation used: upstream's report where it is whole, otherwise our count, with whatever part upstream did
 * report. Zero is no report of a prompt, nor of a reply that has text; nor is, of a reply that broke off, less than was
 * delivered: some servers report as they go, or only at the beginning.
 */
export function measureUsage(
  reported: ReportedUsage | undefined,
  counted: CountedUsage,
  outcome: Outcome,
): MeasuredUsage {
  const input = wholeNumber(reported?.inputTokens.total);
  const output = wholeNumber(reported?.outputTokens.total);
  const inputIsKnown = input !== undefined && (input > 0 || counted.promptTokens === 0);
  const leastOutput = outcome === 'complete' ? Math.min(counted.outputTokens, 1) : counted.outputTokens;
  const outputIsKnown = output !== undefined && output >= leastOutput;
  const total = {
    input: inputIsKnown ? input : counted.promptTokens,
    output: outputIsKnown ? output : Math.max(counted.outputTokens, output ?? 0),
  };
  const cacheRead = part(reported?.inputTokens.cacheRead, total.input);
  const cacheWrite = part(reported?.inputTokens.cacheWrite, total.input - cacheRead);
  return {
    basis: inputIsKnown && outputIsKnown ? 'exact' : 'estimated',
    usage: {
      uncached: total.input - cacheRead - cacheWrite,
      cacheRead,
      cacheWrite,
      output: total.output,
      reasoning: part(reported?.outputTokens.reasoning, total.output),
    },
  };
}

/** A part of a whole, as reported; never more than the whole. */
function part(reported: number | undefined, whole: number): number {
  return Math.min(wholeNumber(reported) ?? 0, whole);
}

/** What a server says is not always a number of tokens. */
function wholeNumber(value: number | undefined): number | undefined {
  return typeof value === 'number' && Number.isInteger(value) && value >= 0 && value <= 2 ** 31 - 1
    ? value
    : undefined;
}
