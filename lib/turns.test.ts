import { expect, it } from 'vitest';
import { createGate } from '@/tests/support/gate';
import { takingTurns, takingTurnsByKey } from './turns';

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

it('lets one of each key be under way, whether the one before fails or not, and others go on beside it', async () => {
  const inTurn = takingTurnsByKey<string>();
  const gate = createGate();
  gate.shut();
  const begun: string[] = [];
  const work = (key: string, name: string) =>
    inTurn(key, async () => {
      begun.push(name);
      if (name === 'a1') await gate.passed();
      if (name !== 'a3') throw new Error(`${name} failed`);
      return name;
    });
  const ends = Promise.allSettled([work('a', 'a1'), work('a', 'a2'), work('a', 'a3'), work('b', 'b1')]);
  expect(begun).toEqual(['a1', 'b1']);
  gate.open();
  expect((await ends).map(({ status }) => status)).toEqual(['rejected', 'rejected', 'fulfilled', 'rejected']);
  expect(begun).toEqual(['a1', 'b1', 'a2', 'a3']);
  expect(await work('a', 'a3')).toBe('a3');
});
