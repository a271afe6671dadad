import { expect, it } from 'vitest';
import { oneAtATime } from './one-at-a-time';

it('is begun once, by whoever asks for it at the same time, and again when it has ended', async () => {
  const ends: (() => void)[] = [];
  const run = oneAtATime(() => new Promise<void>((end) => ends.push(end)));
  const asked = [run(), run()];
  expect(ends).toHaveLength(1);
  ends[0]?.();
  await Promise.all(asked);
  void run();
  expect(ends).toHaveLength(2);
});

it('is begun again also when it failed, which each is told', async () => {
  let times = 0;
  const run = oneAtATime(async () => {
    times++;
    throw new Error('It failed.');
  });
  expect((await Promise.allSettled([run(), run()])).map(({ status }) => status)).toEqual([
    'rejected',
    'rejected',
  ]);
  await expect(run()).rejects.toThrow('It failed.');
  expect(times).toBe(2);
});
