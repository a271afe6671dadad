import 'server-only';
import { decode, type JWT, type JWTDecodeParams } from 'next-auth/jwt';

/** Some hundred bytes each. */
const MOST_KEPT = 2_000;

const kept = new Map<string, JWT>();

/**
 * Decrypts a session's token, as Auth.js does, and remembers what was in it: the same token always says the same, and
 * its seven asynchronous cryptographic calls took an eighth of the CPU of a short chat turn. Only when it ends is
 * looked at each time.
 *
 * @returns null when the token is forged or over
 */
export async function decodeOnce(params: JWTDecodeParams): Promise<JWT | null> {
  const key = `${params.salt} ${params.token}`;
  const known = kept.get(key);
  if (known && !isOver(known)) return known;
  const token = await decode(params);
  if (token) keep(key, token);
  return token;
}

function isOver({ exp = 0 }: JWT): boolean {
  return exp * 1000 <= Date.now();
}

function keep(key: string, token: JWT): void {
  kept.set(key, token);
  const [oldest] = kept.keys();
  if (kept.size > MOST_KEPT && oldest !== undefined) kept.delete(oldest);
}
