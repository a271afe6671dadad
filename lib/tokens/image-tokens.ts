import { baseModelName } from './encoding';
import type { ImageSize } from './image-size';

export type ImageDetail = 'low' | 'high' | 'original' | 'auto';

type ImageRule =
  | { by: 'tiles'; base: number; perTile: number }
  | { by: 'patches'; budget: number; perPatch: number };

/**
 * GPT-5.6 and later scale an image down in `low` and `high` detail alone, and refuse one of more patches.
 * Source: https://developers.openai.com/api/docs/guides/images-vision#model-sizing-behavior
 */
const MOST_ORIGINAL_PATCHES = 30_000;

/**
 * How models count images, the first that matches.
 * Source: https://developers.openai.com/api/docs/guides/images-vision#calculating-costs; where the guide's table has no
 * multiplier, 1.2 is what the API was measured to bill
 * (https://community.openai.com/t/api-ai-computer-vision-pricing-models-compared-visually/1372291). For `gpt-5.4-mini` and
 * `-nano` it was measured, too, and lower than the guide's, but of up to 2,500 patches where the guide has 1,536
 * (https://community.openai.com/t/introducing-gpt-5-4-mini-and-nano-our-most-capable-small-models-yet/1377015): each time
 * the larger counts.
 */
const IMAGE_RULES: [model: RegExp, ImageRule][] = [
  [/^gpt-4o-mini/, { by: 'tiles', base: 2833, perTile: 5667 }],
  [/^(gpt-4\.1|gpt-5)-mini/, { by: 'patches', budget: 1536, perPatch: 1.62 }],
  [/^(gpt-4\.1|gpt-5)-nano/, { by: 'patches', budget: 1536, perPatch: 2.46 }],
  [/^gpt-5\.4-mini/, { by: 'patches', budget: 2500, perPatch: 1.62 }],
  [/^gpt-5\.4-nano/, { by: 'patches', budget: 2500, perPatch: 2.46 }],
  [/^o4-mini/, { by: 'patches', budget: 1536, perPatch: 1.72 }],
  [/^(gpt-4|chatgpt-4o)/, { by: 'tiles', base: 85, perTile: 170 }],
  [/^gpt-5(\.1)?(-chat|-\d|$)/, { by: 'tiles', base: 70, perTile: 140 }],
  [/^o\d/, { by: 'tiles', base: 75, perTile: 150 }],
  [/^gpt-5\.[123](?!\d)/, { by: 'patches', budget: 1536, perPatch: 1.2 }],
  [/^gpt-(5\.([6-9]|\d\d)|[6-9])/, { by: 'patches', budget: MOST_ORIGINAL_PATCHES, perPatch: 1.2 }],
  // The rest of GPT-5: 5.4, 5.5, and what is called -pro or -codex.
  [/^gpt-5/, { by: 'patches', budget: 10_000, perPatch: 1.2 }],
];

/** The guess for every model that is not known. */
const OTHER_MODELS: ImageRule = { by: 'patches', budget: 10_000, perPatch: 1.2 };

/** The most tiles that scaling leaves: 2048 × 768 pixels. */
const MOST_TILES = 8;

/**
 * The tokens of an image in a prompt. An image of unknown size counts as the largest the model takes, `auto` as what costs
 * more. Only the tile rule with a known size and a plain `low` or `high` is more than an estimate. `low` and `high` are OpenAI's
 * words: vLLM, llama.cpp and Ollama read an image as it is, whatever its detail.
 */
export function imageTokens(model: string, { size, detail }: PromptImage): number {
  const rule = ruleOf(model);
  return rule ? tokensBy(rule, { size, detail }) : tokensBy(OTHER_MODELS, { size });
}

/** The tokens of a page's image, which the model's server makes in that detail. */
export function pageImageTokens(model: string, detail: 'low' | 'high'): number {
  return tokensBy(ruleOf(model) ?? OTHER_MODELS, { detail });
}

interface PromptImage {
  size?: ImageSize;
  detail?: ImageDetail;
}

function ruleOf(model: string): ImageRule | undefined {
  const name = baseModelName(model);
  return IMAGE_RULES.find(([pattern]) => pattern.test(name))?.[1];
}

function tokensBy(rule: ImageRule, image: PromptImage): number {
  if (rule.by === 'patches') return Math.ceil(rule.perPatch * patches(rule.budget, image));
  if (image.detail === 'low') return rule.base;
  const tiles = image.size ? tilesOf(image.size) : MOST_TILES;
  return rule.base + rule.perTile * tiles;
}

/** Squares of 512 pixels, after the image was scaled down into 2048 × 2048 and its shorter side to 768. */
function tilesOf({ widthPixels, heightPixels }: ImageSize): number {
  const intoSquare = Math.min(1, 2048 / Math.max(widthPixels, heightPixels));
  const shorter = Math.min(widthPixels, heightPixels) * intoSquare;
  const scale = intoSquare * Math.min(1, 768 / shorter);
  const [across, down] = [Math.round(widthPixels * scale) / 512, Math.round(heightPixels * scale) / 512];
  return atLeastOne(Math.ceil(across)) * atLeastOne(Math.ceil(down));
}

/** Squares of 32 pixels, after the image was scaled down until the model's budget of them covers it. */
function patches(modelBudget: number, { size, detail }: PromptImage): number {
  const detailBudget = { low: 256, high: 2500, original: Infinity, auto: Infinity }[detail ?? 'auto'];
  const budget = Math.min(modelBudget, detailBudget);
  if (!size) return budget;
  const across = size.widthPixels / 32;
  const down = size.heightPixels / 32;
  if (Math.ceil(across) * Math.ceil(down) <= budget) return Math.ceil(across) * Math.ceil(down);
  const shrink = Math.sqrt(budget / (across * down));
  const toWholePatches = Math.min(
    atLeastOne(Math.floor(across * shrink)) / (across * shrink),
    atLeastOne(Math.floor(down * shrink)) / (down * shrink),
  );
  const scale = shrink * toWholePatches;
  const [wholeAcross, wholeDown] = [Math.ceil(rounded(across * scale)), Math.ceil(rounded(down * scale))];
  return Math.min(budget, atLeastOne(wholeAcross) * atLeastOne(wholeDown));
}

/** A side that scaling leaves nothing of is there all the same. */
function atLeastOne(squares: number): number {
  return Math.max(1, squares);
}

/** Takes away what floating point added to a whole number. */
function rounded(value: number): number {
  return Math.round(value * 32) / 32;
}
