import { baseModelName } from './encoding';
import { type ImageDetail, imageTokens } from './image-tokens';

/** What is known of a file in a prompt: best of all its text, or how many pages it has. */
export interface PromptFile {
  /** Of a file that is nothing but text: the model is given it as it is. */
  text?: string;
  pages?: number;
  /** Not all of it could be read: these pages are the fewest that it has. */
  mayHaveMorePages?: boolean;
  sizeBytes?: number;
  /** How closely its pages are looked at, where the caller says so. */
  detail?: ImageDetail;
}

/** A page set closely in two columns has a thousand words. */
const TEXT_TOKENS_PER_PAGE = 1_500;
/** For a file whose pages can't be counted. */
const BYTES_PER_PAGE = 25_000;
const FILE_OF_UNKNOWN_SIZE_TOKENS = 20_000;

/** Models before GPT-5.6 look at pages in low detail, unless told otherwise. */
const LOW_DETAIL = /^(gpt-[34]|chatgpt-4o|o\d|gpt-5(?!\.([6-9]|\d\d)))/;

/**
 * Estimates the tokens of a PDF in a prompt: of each page the model is given the text and an image. How large the image
 * is is not published, so it counts as the largest of its detail.
 *
 * Source: https://developers.openai.com/api/docs/guides/file-inputs
 */
export function fileTokens(model: string, { detail, ...file }: Omit<PromptFile, 'text'>): number {
  const pages = pagesOf(file);
  if (pages === undefined) return FILE_OF_UNKNOWN_SIZE_TOKENS;
  const usual = LOW_DETAIL.test(baseModelName(model)) ? 'low' : 'high';
  const image = imageTokens(model, { detail: detail === 'low' || detail === 'high' ? detail : usual });
  return pages * (TEXT_TOKENS_PER_PAGE + image);
}

/** Those that were counted, or, where that could not be done or not to the end, as many as its size makes likely. */
function pagesOf({ pages, mayHaveMorePages, sizeBytes }: PromptFile): number | undefined {
  if (sizeBytes === undefined || (pages !== undefined && !mayHaveMorePages)) return pages;
  return Math.max(pages ?? 0, Math.ceil(sizeBytes / BYTES_PER_PAGE));
}
