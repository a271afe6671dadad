import { describe, expect, it } from 'vitest';
import { pdfTokens, unreadableFileTokens } from './file-tokens';

describe('pdfTokens', () => {
  // The detail that is usual is by https://developers.openai.com/api/docs/guides/file-inputs
  it.each([
    ['gpt-4o', 1_500 + 85],
    ['gpt-5.2', 1_500 + Math.ceil(256 * 1.2)],
    ['gpt-5.5', 1_500 + Math.ceil(256 * 1.2)],
    ['gpt-5.6-luna', 1_500 + 3_000],
    ['gpt-6-sol', 1_500 + 3_000],
    ['a model never heard of', 1_500 + 3_000],
  ])('estimates a page for %s by its text and an image of the usual detail', (model, tokens) => {
    expect(pdfTokens(model, { pages: 1, glyphs: 100 })).toEqual({ likely: tokens, most: tokens });
    expect(pdfTokens(model, { pages: 10, glyphs: 15_000, detail: 'auto' }).most).toBe(10 * tokens);
  });

  it('heeds the detail that is asked for', () => {
    expect(pdfTokens('gpt-4o', { pages: 1, glyphs: 0, detail: 'high' }).likely).toBe(1_500 + 85 + 8 * 170);
    expect(pdfTokens('gpt-6-sol', { pages: 1, glyphs: 0, detail: 'low' }).likely).toBe(
      1_500 + Math.ceil(256 * 1.2),
    );
  });

  // Each letter was a token: a long text that was stopped was billed as four.
  it('takes four characters for a token where pages have more than usual, and at worst one', () => {
    const images = 2 * 85;
    expect(pdfTokens('gpt-4o', { pages: 2, glyphs: 500_000 })).toEqual({
      likely: 125_000 + images,
      most: 500_000 + images,
    });
  });

  it('counts up to what any model takes', () => {
    expect(pdfTokens('gpt-4o', { pages: 1, glyphs: 90_000_000 })).toEqual({
      likely: 10_000_000,
      most: 10_000_000,
    });
  });
});

describe('unreadableFileTokens', () => {
  it('guesses by the size, and may be any number', () => {
    expect(unreadableFileTokens('gpt-4o', 25_001)).toEqual({ likely: 2 * (1_500 + 85), most: 10_000_000 });
  });
});
