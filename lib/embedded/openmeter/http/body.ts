import { parseJson } from './json';
import { Problem } from './problem';

const MAX_BODY_BYTES = 5 * 1024 * 1024;

/**
 * Reads a JSON body, as {@link parseJson} does.
 *
 * @throws Problem 413 as soon as more than 5 MB have come, whatever Content-Length says; 400 when it isn't JSON, or
 *   holds what Postgres can't keep, or the sender hangs up in the middle of it
 */
export async function readJson(request: Request): Promise<unknown> {
  return parseJson(await readText(request), undecodable);
}

async function readText(request: Request): Promise<string> {
  if (Number(request.headers.get('Content-Length')) > MAX_BODY_BYTES) throw tooLarge();
  const decoder = new TextDecoder();
  let text = '';
  let bytes = 0;
  try {
    for await (const chunk of request.body ?? []) {
      bytes += chunk.byteLength;
      if (bytes > MAX_BODY_BYTES) throw tooLarge();
      text += decoder.decode(chunk, { stream: true });
    }
  } catch (error) {
    if (error instanceof Problem) throw error;
    throw new Problem(400, 'request body has an error: it did not come whole');
  }
  return text + decoder.decode();
}

function undecodable(reason: string): Problem {
  return new Problem(400, `request body has an error: failed to decode request body: ${reason}`);
}

function tooLarge(): Problem {
  return new Problem(413, `request body is larger than ${MAX_BODY_BYTES} bytes; send it in smaller parts`);
}
