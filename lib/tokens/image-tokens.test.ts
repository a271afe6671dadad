import { describe, expect, it } from 'vitest';
import type { ImageSize } from './image-size';
import { imageTokens } from './image-tokens';

const pixels = (widthPixels: number, heightPixels: number): ImageSize => ({ widthPixels, heightPixels });

describe('imageTokens', () => {
  // Examples of https://developers.openai.com/api/docs/guides/images-vision#calculating-costs
  it.each([
    ['gpt-4o', 1024, 1024, 765],
    ['gpt-4o', 2048, 4096, 1105],
  ])('counts for %s the tiles of a %i × %i image', (model, width, height, tokens) => {
    expect(imageTokens(model, { size: pixels(width, height), detail: 'high' })).toBe(tokens);
  });

  // 128 × 64 pixels and a prompt of 12 tokens (11 for o3), as billed:
  // https://community.openai.com/t/vision-more-than-one-way-to-send-a-request-undocumented-and-different-pricing-realized/1262691
  it.each([
    ['gpt-4o-2024-11-20', 97 - 12, 267 - 12],
    ['gpt-4.1-2025-04-14', 97 - 12, 267 - 12],
    ['gpt-4-turbo-2024-04-09', 97 - 12, 267 - 12],
    ['gpt-4o-mini-2024-07-18', 2845 - 12, 8512 - 12],
    ['o3-2025-04-16', 86 - 11, 236 - 11],
  ])('counts for %s what was billed for a small image in low and in high detail', (model, low, high) => {
    const size = pixels(128, 64);
    expect(imageTokens(model, { size, detail: 'low' })).toBe(low);
    expect(imageTokens(model, { size, detail: 'high' })).toBe(high);
  });

  // The guide's examples of 1024 and 1452 patches, times the model's multiplier.
  it.each([
    ['o4-mini', 1024, 1024, Math.ceil(1024 * 1.72)],
    ['gpt-4.1-mini', 1800, 2400, Math.ceil(1452 * 1.62)],
    ['gpt-5-nano', 1800, 2400, Math.ceil(1452 * 2.46)],
  ])('estimates for %s by the patches of a %i × %i image', (model, width, height, tokens) => {
    expect(imageTokens(model, { size: pixels(width, height), detail: 'high' })).toBe(tokens);
  });

  // They were scaled down to 10,000 patches, as for GPT-5.5: a call was held for less than half of what it cost.
  it.each([
    ['gpt-5.6-sol', 4000, 2500, 125 * 79],
    ['gpt-5.6-luna', 6000, 4000, 188 * 125],
    ['gpt-5.10', 6000, 4000, 188 * 125],
    ['gpt-6-luna', 6000, 4000, 188 * 125],
    ['gpt-6-luna', 4800, 6400, 30_000],
  ])('counts for %s every patch of a %i × %i image', (model, width, height, patches) => {
    const size = pixels(width, height);
    for (const detail of [undefined, 'auto', 'original'] as const) {
      expect(imageTokens(model, { size, detail })).toBe(Math.ceil(patches * 1.2));
    }
    const [high, low] = (['high', 'low'] as const).map(
      (detail) => imageTokens(model, { size, detail }) / 1.2,
    );
    expect(high).toBeGreaterThan(2_300);
    expect(high).toBeLessThanOrEqual(2_500);
    expect(low).toBeGreaterThan(220);
    expect(low).toBeLessThanOrEqual(257); // rounded up after × 1.2
  });

  it('scales down for GPT-5.5 what has more than 10,000 patches', () => {
    const image = { size: pixels(6000, 4000) };
    expect(imageTokens('gpt-5.5', image)).toBeGreaterThan(11_000);
    expect(imageTokens('gpt-5.5', image)).toBeLessThanOrEqual(12_000);
  });

  // The multiplier of their larger relatives was taken for theirs.
  it.each([
    ['gpt-5.4-mini', 1.62],
    ['gpt-5.4-nano-2026-03-17', 2.46],
  ])('counts for %s by its own multiplier', (model, perPatch) => {
    const size = pixels(1600, 1600);
    expect(imageTokens(model, { size, detail: 'high' })).toBe(Math.ceil(2_500 * perPatch));
    expect(imageTokens(model, { size: pixels(320, 320) })).toBe(Math.ceil(100 * perPatch));
  });

  const models =
    'gpt-4o gpt-4o-mini gpt-5 gpt-5-mini gpt-5.2 gpt-5.4 gpt-5.4-mini gpt-6-sol o3 o4-mini llava';

  it.each(models.split(' '))('takes an image of unknown size for the largest that %s takes', (model) => {
    const unknown = imageTokens(model, {});
    for (const size of [pixels(1, 1), pixels(768, 2048), pixels(8000, 6000), pixels(20_000, 200)]) {
      expect(imageTokens(model, { size })).toBeLessThanOrEqual(unknown);
    }
  });

  // It was believed, and a call held for a fiftieth of what vLLM reads, which knows no detail.
  it.each(['qwen2.5-vl', 'llava', 'gemma-3-12b-it'])('takes no notice of the detail for %s', (model) => {
    for (const size of [undefined, pixels(3584, 3584)]) {
      for (const detail of ['low', 'high'] as const) {
        expect(imageTokens(model, { size, detail })).toBe(10_000 * 1.2);
      }
    }
  });

  it.each(['gpt-5.4', 'gpt-5.5-pro', 'gpt-5-codex'])('takes notice of it for %s', (model) => {
    expect(imageTokens(model, { detail: 'low' })).toBe(Math.ceil(256 * 1.2));
    expect(imageTokens(model, { detail: 'high' })).toBe(2_500 * 1.2);
  });

  // No square was left of their shorter side: they were free.
  it.each([
    ['gpt-5.4', 31, 400_000, 10_000 * 1.2],
    ['gpt-4.1-mini', 24, 60_000, Math.ceil(1_536 * 1.62)],
    ['gpt-4.1-mini', 60_000, 24, Math.ceil(1_536 * 1.62)],
    ['gpt-6-sol', 1, 10_000_000, 30_000 * 1.2],
    ['gpt-4o', 1, 100_000, 85 + 4 * 170],
    ['gpt-4o', 100_000, 1, 85 + 4 * 170],
  ])('counts for %s the length of a thin image, of %i × %i', (model, width, height, tokens) => {
    expect(imageTokens(model, { size: pixels(width, height) })).toBe(tokens);
  });

  it('counts for every model an image that is next to nothing once it is scaled down', () => {
    const size = pixels(1, 10_000_000);
    for (const model of models.split(' ')) {
      expect(imageTokens(model, { size, detail: 'low' })).toBeGreaterThan(0);
    }
  });

  it('takes automatic detail for high', () => {
    const size = pixels(1024, 1024);
    expect(imageTokens('gpt-4o', { size, detail: 'auto' })).toBe(765);
  });
});
