import { describe, expect, it } from 'vitest';
import { SteadyDatabase } from './steady-database';

function setUp() {
  let nowMs = 0;
  const database = new SteadyDatabase(() => nowMs);
  return {
    pass: (durationMs: number) => {
      nowMs += durationMs;
    },
    ask: (durationMs = 10) =>
      database.steadyForMs(async () => {
        nowMs += durationMs;
      }),
    fail: () => database.steadyForMs(() => Promise.reject(new Error('away'))),
  };
}

describe('how long the database has answered without a break', () => {
  it('grows from the first answer on', async () => {
    const { ask, pass } = setUp();
    expect(await ask()).toBe(10);
    pass(5_000);
    expect(await ask()).toBe(5_020);
  });

  it('begins anew after an outage', async () => {
    const { ask, fail, pass } = setUp();
    await ask();
    pass(30_000);
    await expect(fail()).rejects.toThrow('away');
    pass(5_000);
    expect(await ask()).toBe(10);
  });

  it('begins anew with an answer that came too late to say that all was well meanwhile', async () => {
    const { ask } = setUp();
    await ask();
    expect(await ask(30_000)).toBe(0);
    expect(await ask()).toBe(10);
  });
});
