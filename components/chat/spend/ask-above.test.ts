import { afterEach, describe, expect, it, vi } from 'vitest';
import { newId, type UserId } from '@/lib/ids';
import { DEFAULT_ASK_ABOVE_USD, readAskAboveUsd, saveAskAboveUsd, USD_PATTERN } from './ask-above';

const userId = newId<UserId>();

/** As a browser's, which keeps strings. */
function keepIn(kept: Map<string, string>) {
  vi.stubGlobal('localStorage', {
    getItem: (key: string) => kept.get(key) ?? null,
    setItem: (key: string, value: string) => kept.set(key, value),
  });
}

describe('the sum above which a person is asked', () => {
  afterEach(() => vi.unstubAllGlobals());

  it('is what they set, or never', () => {
    keepIn(new Map());
    expect(readAskAboveUsd(userId)).toBe(DEFAULT_ASK_ABOVE_USD);
    saveAskAboveUsd(userId, '0.05');
    expect(readAskAboveUsd(userId)).toBe('0.05');
    saveAskAboveUsd(userId, null);
    expect(readAskAboveUsd(userId)).toBeNull();
  });

  // One who never wants to be asked had it so for all who signed in there.
  it('is each person’s own in a browser that several use', () => {
    keepIn(new Map());
    saveAskAboveUsd(userId, null);
    expect(readAskAboveUsd(newId<UserId>())).toBe(DEFAULT_ASK_ABOVE_USD);
    expect(readAskAboveUsd(userId)).toBeNull();
  });

  // The keypad of a phone in Germany has no point.
  it('is kept with a point where it is typed with a comma', () => {
    keepIn(new Map());
    saveAskAboveUsd(userId, '2,50');
    expect(readAskAboveUsd(userId)).toBe('2.50');
  });

  it.each([
    ['0.05', true],
    ['0,50', true],
    ['12,5', true],
    ['0.000001', true],
    ['1,000', false],
    ['1.000,50', false],
    [',5', false],
  ])('may be typed as %j: %s', (typed, isTaken) => {
    expect(new RegExp(`^(?:${USD_PATTERN})$`, 'v').test(typed)).toBe(isTaken);
  });

  it('is the usual one where the browser keeps nothing, or something else', () => {
    vi.stubGlobal('localStorage', undefined);
    saveAskAboveUsd(userId, '0.05');
    expect(readAskAboveUsd(userId)).toBe(DEFAULT_ASK_ABOVE_USD);
    keepIn(new Map([[`ask-above-usd:${userId}`, '1e9']]));
    expect(readAskAboveUsd(userId)).toBe(DEFAULT_ASK_ABOVE_USD);
  });
});
