import { afterEach, describe, expect, it, vi } from 'vitest';
import { DEFAULT_ASK_ABOVE_USD, readAskAboveUsd, saveAskAboveUsd } from './ask-above';

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
    expect(readAskAboveUsd()).toBe(DEFAULT_ASK_ABOVE_USD);
    saveAskAboveUsd('0.05');
    expect(readAskAboveUsd()).toBe('0.05');
    saveAskAboveUsd(null);
    expect(readAskAboveUsd()).toBeNull();
  });

  it('is the usual one where the browser keeps nothing, or something else', () => {
    vi.stubGlobal('localStorage', undefined);
    saveAskAboveUsd('0.05');
    expect(readAskAboveUsd()).toBe(DEFAULT_ASK_ABOVE_USD);
    keepIn(new Map([['ask-above-usd', '1e9']]));
    expect(readAskAboveUsd()).toBe(DEFAULT_ASK_ABOVE_USD);
  });
});
