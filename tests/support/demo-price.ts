/** What the demo charges for a token: $0.25 and $2 per million. By hand, so that no price of ours is held against itself. */
const PROMPT_TOKEN_PICO = 250_000n;
const OUTPUT_TOKEN_PICO = 2_000_000n;

/** What a call of the demo costs, of whose prompt nothing was read from a cache. */
export function demoCostPico({ promptTokens, outputTokens }: { promptTokens: number; outputTokens: number }) {
  return BigInt(promptTokens) * PROMPT_TOKEN_PICO + BigInt(outputTokens) * OUTPUT_TOKEN_PICO;
}
