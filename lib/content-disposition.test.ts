import { expect, it } from 'vitest';
import { contentDisposition } from './content-disposition';

it.each([
  ['How-do-whales-sleep.md', `filename="How-do-whales-sleep.md"; filename*=UTF-8''How-do-whales-sleep.md`],
  ['Wölfe.md', `filename="W_lfe.md"; filename*=UTF-8''W%C3%B6lfe.md`],
  // Half a character.
  ['Wal\uD83D.md', `filename="Wal_.md"; filename*=UTF-8''Wal%EF%BF%BD.md`],
  ['a "b" (c)\n.png', `filename="a _b_ (c)_.png"; filename*=UTF-8''a%20%22b%22%20%28c%29%0A.png`],
])('names the file %j in a way that no header breaks by', (name, header) => {
  expect(contentDisposition('attachment', name)).toBe(`attachment; ${header}`);
  expect(contentDisposition('inline', name)).toBe(`inline; ${header}`);
});
