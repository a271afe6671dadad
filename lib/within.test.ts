import { afterEach, expect, it, vi } from 'vitest';
import { within } from './within';

afterEach(() => void vi.useRealTimers());

it('tells what takes too long to stop', async () => {
  vi.useFakeTimers();
  const stopped = within(
    20_000,
    (signal) =>
      new Promise((_, reject) =>
        signal.addEventListener('abort', () => reject(signal.reason), { once: true }),
      ),
  );
  const seen = expect(stopped).rejects.toMatchObject({ name: 'TimeoutError' });
  await vi.advanceTimersByTimeAsync(20_000);
  await seen;
});

// The time limit of a title held on to the whole request that it was written in for 20 s: at 80 chats a second, 200 MB.
it.each([
  ['was done', async () => 'done'],
  ['failed', () => Promise.reject(new Error('no'))],
])('keeps nothing of what %s', async (_, work) => {
  vi.useFakeTimers();
  await within(20_000, work).catch(() => {});
  expect(vi.getTimerCount()).toBe(0);
});
