import { describe, expect, it } from 'vitest';
import { allWithin, reading } from './reading';

describe('a reading', () => {
  it('is the value that was read', async () => {
    expect(await reading('tokens', async () => 7)).toEqual({ ok: true, value: 7 });
  });

  it('is a failure where reading throws, so that other parts of the page still show', async () => {
    const read = reading('tokens', async () => {
      throw new TypeError('fetch failed');
    });
    expect(await read).toEqual({ ok: false });
  });
});

describe('waiting for readings', () => {
  it('ends when all are there', async () => {
    expect(await allWithin(60_000, [Promise.resolve(1), Promise.resolve(2)])).toBe(true);
  });

  it('ends without the one that never comes', async () => {
    expect(await allWithin(1, [Promise.resolve(1), new Promise(() => {})])).toBe(false);
  });
});
