import type { Problem } from './problem';
import { unstorableReason } from './storable';

/**
 * Reads JSON that somebody sent. Halves of surrogate pairs become U+FFFD, as they do in Go: Postgres takes no halves.
 *
 * @param refusal the problem to answer with, for a reason
 * @throws Problem that one, when it isn't JSON, or holds what Postgres can't keep
 */
export function parseJson(text: string, refusal: (reason: string) => Problem): unknown {
  const value = parse(text, refusal);
  const reason = unstorableReason(value);
  if (reason) throw refusal(reason);
  return /\\ud[89a-f]/i.test(text) ? parse(withWholePairs(JSON.stringify(value)), refusal) : value;
}

/**
 * JSON.stringify writes whole pairs as they are, so that only halves are left as escapes. Each backslash is read with
 * what it escapes, so that none is taken for the beginning of the next.
 */
function withWholePairs(json: string): string {
  const escapes = /\\(?:(ud[89a-f][0-9a-f]{2})|.)/gs;
  return json.replace(escapes, (sequence, half?: string) => (half === undefined ? sequence : '\\ufffd'));
}

function parse(text: string, refusal: (reason: string) => Problem): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error;
    throw refusal(error.message);
  }
}
