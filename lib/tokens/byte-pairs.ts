import type { Encoding } from './encoding';

/**
 * Byte-pair encoding as OpenAI's tiktoken does it: of all neighbours that joined are a token, those of the lowest rank are
 * joined, the leftmost first, until none are left. Takes time quadratic in the length, so it is for short strings.
 *
 * @param bytes One character (U+0000–U+00FF) a byte, as in `Encoding.ranks`.
 * @param fewest Stop when no more tokens than these are left.
 * @returns Where the tokens begin and end, from 0 to the length: one more than there are tokens.
 */
export function encodeBytePairs(encoding: Encoding, bytes: string, fewest = 1): number[] {
  const bounds = [0];
  const joinRanks: number[] = [];
  for (let index = 0; index < bytes.length; index++) {
    bounds.push(index + 1);
    joinRanks.push(joinedRank(encoding, bytes, index, index + 2));
  }
  while (joinRanks.length > fewest) {
    let lowest = 0;
    for (let index = 1; index < joinRanks.length; index++) {
      if ((joinRanks[index] ?? 0) < (joinRanks[lowest] ?? 0)) lowest = index;
    }
    if (joinRanks[lowest] === Infinity) break;
    bounds.splice(lowest + 1, 1);
    joinRanks.splice(lowest + 1, 1);
    for (const index of lowest > 0 ? [lowest - 1, lowest] : [lowest]) {
      joinRanks[index] = joinedRank(encoding, bytes, bounds[index] ?? 0, bounds[index + 2] ?? Infinity);
    }
  }
  return bounds;
}

function joinedRank(
  { ranks, longestTokenByEnding }: Encoding,
  bytes: string,
  start: number,
  end: number,
): number {
  if (end > bytes.length) return Infinity;
  const ending = bytes.charCodeAt(end - 2) * 256 + bytes.charCodeAt(end - 1);
  if (end - start > (longestTokenByEnding[ending] ?? 0)) return Infinity;
  return ranks.get(bytes.slice(start, end)) ?? Infinity;
}
