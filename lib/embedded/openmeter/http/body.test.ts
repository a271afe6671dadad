import { expect, it } from 'vitest';
import { readJson } from './body';

const read = (body: string) => readJson(new Request('http://meter', { method: 'POST', body }));

/** What a text may hold, halves of surrogate pairs and what looks like their escapes among it. */
const PIECES = [
  '\\',
  '"',
  'u',
  'd800',
  '\ud800',
  '\udbff',
  '\udc00',
  '\udfff',
  '😀',
  '\n',
  '\u0001',
  'a',
  '',
];

/** The same code units, but for halves that are alone. */
function wholePairsOnly(text: string): string {
  return Array.from(text, (character) => (/^[\ud800-\udfff]$/.test(character) ? '\ufffd' : character)).join(
    '',
  );
}

/** JSON with every character escaped that can be. */
function escaped(text: string): string {
  const units = Array.from({ length: text.length }, (_, index) => text.charCodeAt(index));
  return `"${units.map((unit) => `\\u${unit.toString(16).padStart(4, '0')}`).join('')}"`;
}

it('reads every text as it was sent, but for halves of surrogate pairs', async () => {
  let state = 7;
  const random = (limit: number) => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return Math.floor((state / 2 ** 32) * limit);
  };
  for (let trial = 0; trial < 3_000; trial++) {
    const text = Array.from({ length: random(12) }, () => PIECES[random(PIECES.length)]).join('');
    const whole = wholePairsOnly(text);
    for (const json of [
      JSON.stringify(text),
      escaped(text),
      escaped(text).toUpperCase().replaceAll('\\U', '\\u'),
    ])
      expect(await read(`[${json}]`), json).toEqual([whole]);
    expect(await read(`{${JSON.stringify(`key ${text}`)}:{"a":${escaped(text)}}}`)).toEqual({
      [`key ${whole}`]: { a: whole },
    });
  }
});

// The time once grew with the square of the backslashes: this took minutes.
it('reads 200,000 backslashes beside half a surrogate pair', async () => {
  const backslashes = '\\'.repeat(200_000);
  expect(await read(JSON.stringify([backslashes, '\ud800']))).toEqual([backslashes, '\ufffd']);
});
