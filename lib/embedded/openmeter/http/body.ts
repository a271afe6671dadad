import { Problem } from './problem';
import { unstorableReason } from './storable';

export const MAX_BODY_BYTES = 5 * 1024 * 1024;

/**
 * Reads a JSON body. Halves of surrogate pairs become U+FFFD, as they do in Go: Postgres takes no halves.
 *
 * @throws Problem 413 as soon as more than 5 MB have come, whatever Content-Length says; 400 when it isn't JSON, or
 *   holds what Postgres can't keep
 */
export async function readJson(request: Request): Promise<unknown> {
  const text = await readText(request);
  const value = parseJson(text);
  const reason = unstorableReason(value);
  if (reason) throw undecodable(reason);
  if (!/\\ud[89a-f]/i.test(text)) return value;
  // JSON.stringify writes whole pairs as they are, so that only halves are left as escapes.
  return parseJson(JSON.stringify(value).replace(/(?<=(?<!\\)(?:\\\\)*)\\ud[89a-f][0-9a-f]{2}/g, '\\ufffd'));
}

async function readText(request: Request): Promise<string> {
  if (Number(request.headers.get('Content-Length')) > MAX_BODY_BYTES) throw tooLarge();
  const decoder = new TextDecoder();
  let text = '';
  let bytes = 0;
  for await (const chunk of request.body ?? []) {
    bytes += chunk.byteLength;
    if (bytes > MAX_BODY_BYTES) throw tooLarge();
    text += decoder.decode(chunk, { stream: true });
  }
  return text + decoder.decode();
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error;
    throw undecodable(error.message);
  }
}

function undecodable(reason: string): Problem {
  return new Problem(400, `request body has an error: failed to decode request body: ${reason}`);
}

function tooLarge(): Problem {
  return new Problem(413, `request body is larger than ${MAX_BODY_BYTES} bytes; send it in smaller parts`);
}
