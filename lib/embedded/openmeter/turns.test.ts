import { expect, it } from 'vitest';
import { createGate } from '@/tests/support/gate';
import { takingTurns } from './turns';

it('lets so many be under way, and the others come in order, whether those before fail or not', async () => {
  const inTurn = takingTurns(2);
  const gate = createGate();
  gate.shut();
  const begun: number[] = [];
  const works = [0, 1, 2, 3, 4].map((n) =>
    inTurn(async () => {
      begun.push(n);
      if (n < 2) await gate.passed();
      if (n % 2 === 1) throw new Error(`${n} failed`);
      return n;
    }),
  );
  const ends = Promise.allSettled(works);
  expect(begun).toEqual([0, 1]);
  gate.open();
  expect((await ends).map(({ status }) => status === 'fulfilled')).toEqual([true, false, true, false, true]);
  expect(begun).toEqual([0, 1, 2, 3, 4]);
  expect(await inTurn(async () => 'next')).toBe('next');
});
