import { type JsonObject, textAt } from '../json';
import { filePart } from '../tokens/data-url-parts';
import type { ChatPromptPart } from '../tokens/prompt';
import { UnsupportedParameterError } from './errors';

/** A `data:` URL, or base64 alone; any other URL has a colon too. */
const HOLDS_THE_FILE = /^(data:|[^:]*$)/;

/**
 * A file of a prompt, which must come with it: behind an id or an address there may be any number of tokens, and what is
 * held for a call must pay for all of them.
 *
 * @param param where the file is, for the error
 * @throws UnsupportedParameterError for a file that is elsewhere
 */
export function sentFile(param: string, file: JsonObject): ChatPromptPart {
  const data = textAt(file, 'file_data');
  if (file.file_id || file.file_url || !HOLDS_THE_FILE.test(data?.slice(0, 100) ?? '')) {
    throw new UnsupportedParameterError(
      param,
      'Files by id or address can’t be read here. Send the file itself as file_data.',
    );
  }
  return filePart(data, file.detail);
}
