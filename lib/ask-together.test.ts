import { setImmediate as turn } from 'node:timers/promises';
import { expect, it, onTestFinished, vi } from 'vitest';
import { AskTogether } from './ask-together';

interface Open<T> {
  resolve: (value: T) => void;
  reject: (error: Error) => void;
}

/** Questions that are answered, and pauses that end, when the test says so. */
function newAsker() {
  const answers: Open<string>[] = [];
  const pauses: Open<void>[] = [];
  const asker = new AskTogether<string, string>(
    () => new Promise((resolve, reject) => answers.push({ resolve, reject })),
    () => new Promise((resolve, reject) => pauses.push({ resolve, reject })),
  );
  return { asker, answers, pauses };
}

it('asks once for all that wait for the same', async () => {
  const { asker, answers, pauses } = newAsker();
  const waiting = Array.from({ length: 200 }, () => asker.next('a', 'question', 100));
  await turn();
  expect(pauses).toHaveLength(1);
  expect(answers).toHaveLength(0);
  pauses[0]?.resolve();
  await turn();
  expect(answers).toHaveLength(1);
  answers[0]?.resolve('answer');
  expect(new Set(await Promise.all(waiting))).toEqual(new Set(['answer']));
});

it('asks again for who comes while a question is under way, but only after its end', async () => {
  const { asker, answers } = newAsker();
  const first = asker.next('a', 'question');
  await turn();
  const later = [asker.next('a', 'question'), asker.next('a', 'question')];
  await turn();
  expect(answers).toHaveLength(1);
  answers[0]?.resolve('old');
  expect(await first).toBe('old');
  await turn();
  expect(answers).toHaveLength(2);
  answers[1]?.resolve('new');
  expect(await Promise.all(later)).toEqual(['new', 'new']);
});

it('tells everybody that it failed, and asks the next time', async () => {
  const { asker, answers } = newAsker();
  const failing = [asker.next('a', 'question'), asker.next('a', 'question')];
  await turn();
  const next = asker.next('a', 'question');
  answers[0]?.reject(new Error('away'));
  for (const answer of failing) await expect(answer).rejects.toThrow('away');
  await turn();
  answers[1]?.resolve('back');
  expect(await next).toBe('back');
});

// One reader whose connection had gone silent kept all later ones from reading along.
it('asks again when there is no answer in time', async () => {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
  onTestFinished(() => void vi.useRealTimers());
  const { asker, answers } = newAsker();
  const silent = expect(asker.next('a', 'question')).rejects.toThrow('did not answer in time');
  await turn();
  const next = asker.next('a', 'question');
  await vi.advanceTimersByTimeAsync(10_000);
  await silent;
  await turn();
  answers[1]?.resolve('answer');
  expect(await next).toBe('answer');
});

it('keeps what has different keys apart', async () => {
  const { asker, answers } = newAsker();
  const both = [asker.next('a', 'question'), asker.next('b', 'question')];
  await turn();
  expect(answers).toHaveLength(2);
  answers[0]?.resolve('of a');
  answers[1]?.resolve('of b');
  expect(await Promise.all(both)).toEqual(['of a', 'of b']);
});
