import { baseModelName } from './encoding';
import { type ImageDetail, imageTokens } from './image-tokens';

/** A page set closely in two columns has a thousand words. */
const TEXT_TOKENS_PER_PAGE = 1_500;

/** Models before GPT-5.6 look at pages in low detail, unless told otherwise. */
const LOW_DETAIL = /^(gpt-[34]|chatgpt-4o|o\d|gpt-5(?!\.([6-9]|\d\d)))/;

/** A guess, of a file that can't be read. */
const BYTES_PER_PAGE = 25_000;

/**
 * As many as the largest window there is takes, that of Llama 4 Scout. For a file that can't be read so many are held: it may
 * have any number, and of what is more than a window, no more than that is held for.
 */
export const MOST_FILE_TOKENS = 10_000_000;

/**
 * Estimates the tokens of a PDF in a prompt: of each page the model is given the text and an image. How large the image is is
 * not published, so it counts as the largest of its detail. Pages with more text than a page usually has count by that, each
 * character as a token, since which letters they are is not looked up.
 *
 * Source: https://developers.openai.com/api/docs/guides/file-inputs
 */
export function pdfTokens(
  model: string,
  { pages, glyphs, detail }: { pages: number; glyphs: number; detail?: ImageDetail },
): number {
  const usual = LOW_DETAIL.test(baseModelName(model)) ? 'low' : 'high';
  const image = imageTokens(model, { detail: detail === 'low' || detail === 'high' ? detail : usual });
  return Math.min(Math.max(pages * TEXT_TOKENS_PER_PAGE, glyphs) + pages * image, MOST_FILE_TOKENS);
}

/** Guesses the tokens of a file that can't be read by its size, as those of a PDF: what is billed where nothing is reported. */
export function unreadableFileTokens(model: string, sizeBytes: number): number {
  return pdfTokens(model, { pages: Math.max(1, Math.ceil(sizeBytes / BYTES_PER_PAGE)), glyphs: 0 });
}
