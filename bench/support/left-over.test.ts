import { expect, it } from 'vitest';
import { underWay } from './books';
import { leftOver } from './left-over';

const NOTHING = { awaitedTitles: async () => [], openHolds: async () => [] };

it('a benchmark goes on once nothing is left', async () => {
  const left = ['2 of them', '1 of them'];
  expect(await leftOver(async () => left.shift(), { lookAgainMs: 0 })).toBeUndefined();
  expect(left).toEqual([]);
});

// It waited for ever.
it('a benchmark gives up on what never ends, and says what', async () => {
  const books = {
    awaitedTitles: async () => [{ id: 'chat-1' }],
    openHolds: async () => ['ada', 'bob', 'cyd', 'dan'].map((userId) => ({ userId })),
  };
  expect(await leftOver(() => underWay(books), { withinMs: 0 })).toBe(
    'After 0 s chats that await a title: 1 (chat-1); accounts that hold something: 4 (ada, bob, cyd, …).',
  );
});

it('nothing is under way where no title is awaited and nothing is held', async () => {
  expect(await underWay(NOTHING)).toBeUndefined();
});
