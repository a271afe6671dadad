import { describe, expect, it } from 'vitest';
import { catalogModelById } from './catalog-by-id';
import { fitToWindow } from './context-window';

const counted = (promptTokens: number, estimatedTokens = 0) => ({
  promptTokens,
  estimatedTokens,
  heldTokens: promptTokens,
});
const gemma = { ...catalogModelById('gemma-3-12b-it', 'compatible'), contextWindow: 8_192 };

describe('fitToWindow', () => {
  it.each([
    ['what is wanted', 1_000, 2_000, 2_000],
    ['what a counted prompt leaves', 7_000, 2_000, 1_192],
    ['as little as OpenAI takes', 8_176, 2_000, 16],
  ])('gives a reply %s', (_, promptTokens, wantedTokens, maxOutputTokens) => {
    expect(fitToWindow(gemma, counted(promptTokens), wantedTokens)).toMatchObject({
      promptTokens,
      maxOutputTokens,
    });
  });

  // OpenAI's 300,000 tokens were 299,984.
  it('leaves no room for a reply where there is none', () => {
    const embedder = { ...gemma, maxOutputTokens: 0 };
    expect(fitToWindow(embedder, counted(8_192), 0)).toMatchObject({
      promptTokens: 8_192,
      maxOutputTokens: 0,
    });
  });

  it('refuses a prompt that is counted to be too long, and tells the count without the estimate', () => {
    expect(() => fitToWindow(gemma, counted(20_000, 11_000), 16)).toThrow(
      expect.objectContaining({ details: { promptTokens: 9_000, limitTokens: 8_176 } }),
    );
  });

  // A picture was refused by a high guess at it: 13,661 tokens where the model counts 256.
  it.each([
    ['holds for no more than the window has', 13_661, 13_000, 2_000, 8_176, 2_000],
    ['leaves half of the room to the reply', 13_661, 13_000, 8_000, 8_176, 3_765],
    ['leaves the estimate the room it asks for, up to half', 2_000, 1_500, 8_000, 2_000, 6_192],
    ['asks for the shortest reply that OpenAI writes', 9_000, 830, 2_000, 8_176, 16],
  ])('does not refuse by an estimate, and %s', (_, promptTokens, estimatedTokens, wanted, held, output) => {
    expect(fitToWindow(gemma, counted(promptTokens, estimatedTokens), wanted)).toEqual({
      promptTokens: held,
      heldTokens: held,
      maxOutputTokens: output,
    });
  });

  it('holds for as much as may be in what can’t be read, up to the window', () => {
    const prompt = { ...counted(7_000, 6_000), heldTokens: 10_000_000 };
    expect(fitToWindow(gemma, prompt, 100)).toMatchObject({ promptTokens: 7_000, heldTokens: 8_176 });
  });
});
