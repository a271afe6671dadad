import { Problem } from './problem';

export const MAX_BODY_BYTES = 5 * 1024 * 1024;

/**
 * Reads a JSON body.
 *
 * @throws Problem 413 as soon as more than 5 MB have come, whatever Content-Length says; 400 when it isn't JSON
 */
export async function readJson(request: Request): Promise<unknown> {
  const text = await readText(request);
  try {
    return JSON.parse(text);
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error;
    throw new Problem(400, `request body has an error: failed to decode request body: ${error.message}`);
  }
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

function tooLarge(): Problem {
  return new Problem(413, `request body is larger than ${MAX_BODY_BYTES} bytes; send it in smaller parts`);
}
