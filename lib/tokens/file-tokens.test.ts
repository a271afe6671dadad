import { describe, expect, it } from 'vitest';
import { fileTokens } from './file-tokens';

describe('fileTokens', () => {
  // The detail that is usual is by https://developers.openai.com/api/docs/guides/file-inputs
  it.each([
    ['gpt-4o', 1_500 + 85],
    ['gpt-5.2', 1_500 + Math.ceil(256 * 1.2)],
    ['gpt-5.5', 1_500 + Math.ceil(256 * 1.2)],
    ['gpt-5.6-luna', 1_500 + 3_000],
    ['gpt-6-sol', 1_500 + 3_000],
    ['a model never heard of', 1_500 + 3_000],
  ])('estimates a page for %s by its text and an image of the usual detail', (model, tokens) => {
    expect(fileTokens(model, { pages: 1 })).toBe(tokens);
    expect(fileTokens(model, { pages: 10, detail: 'auto' })).toBe(10 * tokens);
  });

  it('heeds the detail that is asked for', () => {
    expect(fileTokens('gpt-4o', { pages: 1, detail: 'high' })).toBe(1_500 + 85 + 8 * 170);
    expect(fileTokens('gpt-6-sol', { pages: 1, detail: 'low' })).toBe(1_500 + Math.ceil(256 * 1.2));
  });

  it('guesses the pages by the size where they can’t be counted', () => {
    expect(fileTokens('gpt-4o', { sizeBytes: 25_001 })).toBe(2 * 1_585);
    expect(fileTokens('gpt-4o', {})).toBe(20_000);
  });

  it('guesses by the size, too, where not all pages could be counted, and takes what is more', () => {
    const sizeBytes = 4 * 1024 * 1024;
    expect(fileTokens('gpt-4o', { pages: 1, mayHaveMorePages: true, sizeBytes })).toBe(168 * 1_585);
    expect(fileTokens('gpt-4o', { pages: 900, mayHaveMorePages: true, sizeBytes })).toBe(900 * 1_585);
    expect(fileTokens('gpt-4o', { pages: 1, mayHaveMorePages: false, sizeBytes })).toBe(1_585);
  });
});
