import { describe, expect, it } from 'vitest';
import { SteadyAnswers } from './steady-answers';

function setUp() {
  let nowMs = 0;
  const answers = new SteadyAnswers(() => nowMs);
  return {
    pass: (durationMs: number) => {
      nowMs += durationMs;
    },
    ask: async (durationMs = 10) => {
      const { steadyForMs } = await answers.ask(async () => {
        nowMs += durationMs;
      });
      return steadyForMs;
    },
    fail: () => answers.ask(() => Promise.reject(new Error('away'))),
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
