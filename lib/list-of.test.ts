import { expect, it } from 'vitest';
import { z } from 'zod';
import { listOf } from './list-of';

const people = z.looseObject({ people: listOf(z.looseObject({ name: z.string() })) });

it('takes a list as it is, with what it doesn’t know of its items', () => {
  const given = { people: [{ name: 'Ada', born: 1815 }, { name: 'Grace' }] };
  expect(people.parse(given)).toEqual(given);
});

it('says of the first wrong item where it is, and of no other', () => {
  const { error } = people.safeParse({ people: [{ name: 'Ada' }, { name: 7 }, 8, 9] });
  expect(error?.issues).toMatchObject([
    { message: expect.stringContaining('expected string'), path: ['people', 1, 'name'] },
  ]);
});

// Every item of a body of 4 MB was checked and described, for ten seconds.
it('looks at no item behind the first wrong one', () => {
  let looks = 0;
  const counted = z.custom(() => {
    looks += 1;
    return false;
  });
  expect(listOf(counted).safeParse(Array.from({ length: 1_000 })).success).toBe(false);
  expect(looks).toBe(1);
});

it.each([{}, { people: [] }, { people: 'Ada' }, { people: null }])('refuses %j', (given) => {
  expect(people.safeParse(given).error?.issues).toMatchObject([{ path: ['people'] }]);
});
