/** Numbers by chance that come out the same for the same seed, so that a failure can be run again (mulberry32). */
export function createRandom(seed: number) {
  let state = seed >>> 0;

  /** At least 0, less than 1. */
  function next(): number {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  }

  return {
    next,
    between: (low: number, high: number) => low + next() * (high - low),
    /** A stream of its own, so that what one user draws does not depend on the others' speed. */
    fork: () => createRandom(Math.floor(next() * 2 ** 32)),
  };
}

export type Random = ReturnType<typeof createRandom>;
