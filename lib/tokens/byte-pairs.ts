import type { Encoding } from './encoding';

/**
 * Byte-pair encoding as OpenAI's tiktoken does it: of all neighbours that joined are a token, those of the lowest rank are
 * joined, the leftmost first, until none are left. Takes time quadratic in the length, so it is for short strings.
 *
 * @param bytes One character (U+0000–U+00FF) a byte, as in `Encoding.ranks`.
 * @param fewest Stop when no more tokens than these are left.
 * @returns Where each token ends.
 */
export function encodeBytePairs({ ranks }: Encoding, bytes: string, fewest = 1): number[] {
  const ends = Array.from(bytes, (_, index) => index + 1);
  const joinRank = (index: number) => {
    const joined = bytes.slice(ends[index - 1] ?? 0, ends[index + 1]);
    return (index + 1 < ends.length ? ranks.get(joined) : undefined) ?? Infinity;
  };
  const joinRanks = ends.map((_, index) => joinRank(index));
  for (;;) {
    const left = indexOfLowest(joinRanks);
    if (left === undefined || ends.length === fewest) return ends;
    ends.splice(left, 1);
    joinRanks.splice(left + 1, 1);
    joinRanks[left] = joinRank(left);
    if (left > 0) joinRanks[left - 1] = joinRank(left - 1);
  }
}

function indexOfLowest(ranks: number[]): number | undefined {
  let lowest = Infinity;
  let found: number | undefined;
  ranks.forEach((rank, index) => {
    if (rank < lowest) {
      lowest = rank;
      found = index;
    }
  });
  return found;
}
