import type { InputKind } from '../models/catalog';

export const MEGABYTE = 1024 * 1024;

/** Of one file. Vercel takes bodies of up to 4.5 MB; a text of a megabyte is a quarter of a million tokens. */
export const MOST_BYTES: Record<InputKind, number> = {
  image: 4 * MEGABYTE,
  pdf: 4 * MEGABYTE,
  text: MEGABYTE,
};
export const MOST_FILE_BYTES = Math.max(...Object.values(MOST_BYTES));
export const MOST_FILES_PER_MESSAGE = 8;

/** Of all files of a conversation, which a model gets with each message. OpenAI takes 50 MB, a quarter of it lost to base64. */
export const MOST_PROMPT_BYTES = 32 * MEGABYTE;
/** Of its text files: a million tokens, as many as the largest window takes. They are counted anew before each reply. */
export const MOST_PROMPT_TEXT_BYTES = 4 * MEGABYTE;

/** Of all files of a person. */
export const MOST_STORED_BYTES = 200 * MEGABYTE;
