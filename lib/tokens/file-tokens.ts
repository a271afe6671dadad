import { baseModelName } from './encoding';
import { type ImageDetail, pageImageTokens } from './image-tokens';

/** A page set closely in two columns has a thousand words. */
const TEXT_TOKENS_PER_PAGE = 1_500;

/** In English. */
const CHARACTERS_PER_TOKEN = 4;

/** Models before GPT-5.6 look at pages in low detail, unless told otherwise. */
const LOW_DETAIL = /^(gpt-[34]|chatgpt-4o|o\d|gpt-5(?!\.([6-9]|\d\d)))/;

/** A guess, of a file that can't be read. */
const BYTES_PER_PAGE = 25_000;

/**
 * As many as the largest window there is takes, that of Llama 4 Scout. For a file that can't be read so many are held: it may
 * have any number, and of what is more than a window, no more than that is held for.
 */
export const MOST_FILE_TOKENS = 10_000_000;

/** A file's tokens in a prompt. */
export interface FileTokens {
  /** As many are billed where upstream never reports. */
  likely: number;
  /** As many are held. */
  most: number;
}

/**
 * Estimates the tokens of a PDF in a prompt: of each page the model is given the text and an image. How large the image is is
 * not published, so it counts as the largest of its detail. Pages with more text than a page usually has count by that: which
 * letters they are is not looked up, so a token has four characters, as in English, or at worst one.
 *
 * Source: https://developers.openai.com/api/docs/guides/file-inputs
 */
export function pdfTokens(
  model: string,
  { pages, glyphs, detail }: { pages: number; glyphs: number; detail?: ImageDetail },
): FileTokens {
  const usual = LOW_DETAIL.test(baseModelName(model)) ? 'low' : 'high';
  const image = pageImageTokens(model, detail === 'low' || detail === 'high' ? detail : usual);
  const withText = (textTokens: number) =>
    Math.min(Math.max(pages * TEXT_TOKENS_PER_PAGE, textTokens) + pages * image, MOST_FILE_TOKENS);
  return { likely: withText(Math.ceil(glyphs / CHARACTERS_PER_TOKEN)), most: withText(glyphs) };
}

/** Guesses the tokens of a file that can't be read by its size, as those of a PDF; there may be any number. */
export function unreadableFileTokens(model: string, sizeBytes: number): FileTokens {
  const pages = Math.max(1, Math.ceil(sizeBytes / BYTES_PER_PAGE));
  return { likely: pdfTokens(model, { pages, glyphs: 0 }).likely, most: MOST_FILE_TOKENS };
}
