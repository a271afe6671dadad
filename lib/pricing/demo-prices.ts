import type { HandWrittenPrice } from './hand-written-price';

/**
 * Demo prices: no vendor charges them. They give the demo models, which cost nothing to run, a bill worth looking at,
 * in the range of a small and a very small model of 2025.
 */
export const DEMO_PRICES: readonly HandWrittenPrice[] = [
  {
    provider: 'demo',
    model: 'tokentally-demo',
    alsoKnownAs: ['tokentally-demo-2026-11-01'],
    prices: [{ startsOn: '2026-11-01', input: '0.25', cacheRead: '0.025', output: '2.00' }],
  },
  {
    provider: 'demo',
    model: 'tokentally-demo-mini',
    alsoKnownAs: ['tokentally-demo-mini-2026-11-01'],
    prices: [{ startsOn: '2026-11-01', input: '0.05', cacheRead: '0.005', output: '0.40' }],
  },
  {
    provider: 'demo',
    model: 'tokentally-demo-embedding',
    prices: [{ startsOn: '2026-11-01', input: '0.02', output: '0' }],
  },
];
