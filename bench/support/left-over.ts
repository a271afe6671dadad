import { setTimeout } from 'node:timers/promises';

/** As long as a run of chaos waits; when all is well it takes seconds. */
const WITHIN_MS = 10 * 60_000;

/**
 * Looks again and again until nothing is left.
 *
 * @param look tells what is left, as `3 replies are under way`; undefined: nothing
 * @returns a sentence on what still is when the time is up, for a fault of the benchmark; undefined: nothing
 */
export async function leftOver(
  look: () => Promise<string | undefined>,
  { withinMs = WITHIN_MS, lookAgainMs = 100 } = {},
): Promise<string | undefined> {
  const giveUpAt = performance.now() + withinMs;
  for (;;) {
    const left = await look();
    if (left === undefined) return undefined;
    if (performance.now() >= giveUpAt) return `After ${withinMs / 1_000} s ${left}.`;
    await setTimeout(lookAgainMs);
  }
}
