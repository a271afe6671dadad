import { expect, it } from 'vitest';
import { describeOnDatabases } from '@/tests/support/databases';
import { newUser, settleGeneration } from '@/tests/support/metering';
import { readOvershoot } from './overshoot';

const always = { from: new Date('2000-01-01'), to: new Date('2100-01-01') };
const usage = { uncached: 100, cacheRead: 0, cacheWrite: 0, reasoning: 0 };

describeOnDatabases('overshoot', (db) => {
  it('is what generations cost beyond their hold, of one user or of all', async () => {
    const [ada, ben] = [await newUser(db()), await newUser(db())];
    // The hold is for 1,000 output tokens at $2 per million.
    await settleGeneration(db(), ada, { usage: { ...usage, output: 1_000 } });
    await settleGeneration(db(), ada, { usage: { ...usage, output: 1_010 } });
    await settleGeneration(db(), ben, { usage: { ...usage, output: 1_001 } });
    expect(await readOvershoot(db(), { ...always, userId: ada })).toEqual({
      generations: 1,
      beyondPico: 20_000_000n,
    });
    expect(await readOvershoot(db(), always)).toEqual({ generations: 2, beyondPico: 22_000_000n });
  });
});
