import { encodeBytePairs } from './byte-pairs';
import type { Encoding } from './encoding';

/** More than any rank. */
const RANKS = 2 ** 18;
const REMEMBERED_PAIRS = 100_000;

/**
 * Counts a long piece while it grows, exactly, in time linear in what is added.
 *
 * Two tokens can be neighbours if byte-pair encoding leaves the bytes of the two as just these two. Of the tokens that a
 * text could end with, only one can be the neighbour of the last token of what stands before it, so the count of every
 * beginning of the piece follows from the counts of shorter ones.
 * Method and proof: https://github.blog/ai-and-ml/llms/so-many-tokens-so-little-time-introducing-a-faster-more-flexible-byte-pair-tokenizer/
 */
export class LongPiece {
  private bytes = '';
  /** For the beginning of each length, the number of its tokens, and the length of the last one. */
  private readonly counts = [0];
  private readonly lastLengths = [0];

  constructor(private readonly encoding: Encoding) {}

  /** The tokens of `bytes`, which should begin as they did when last counted. */
  count(bytes: string): number {
    let counted = this.bytes.length;
    while (!bytes.startsWith(this.bytes.slice(0, counted))) counted -= 1;
    this.bytes = bytes;
    for (let end = counted + 1; end <= bytes.length; end++) {
      const length = this.lastTokenLength(end);
      this.lastLengths[end] = length;
      this.counts[end] = (this.counts[end - length] ?? 0) + 1;
    }
    return this.counts[bytes.length] ?? 0;
  }

  private lastTokenLength(end: number): number {
    const oneMore = (this.lastLengths[end - 1] ?? 0) + 1;
    if (this.endsWithToken(end, oneMore)) return oneMore;
    const ending = this.bytes.charCodeAt(end - 2) * 256 + this.bytes.charCodeAt(end - 1);
    const longest = Math.min(end, this.encoding.longestTokenByEnding[ending] ?? 0);
    for (let length = 1; length <= longest; length++) {
      if (this.endsWithToken(end, length)) return length;
    }
    return 1;
  }

  /** Whether the last token of the first `end` bytes has this length. */
  private endsWithToken(end: number, length: number): boolean {
    const start = end - length;
    const rank = this.encoding.ranks.get(this.bytes.slice(start, end));
    if (rank === undefined) return false;
    const leftStart = start - (this.lastLengths[start] ?? 0);
    const leftRank = start === 0 ? RANKS : (this.encoding.ranks.get(this.bytes.slice(leftStart, start)) ?? 0);
    const pair = leftRank * RANKS + rank;
    const remembered = this.encoding.neighbours.get(pair);
    if (remembered !== undefined) return remembered;
    const ends = encodeBytePairs(this.encoding, this.bytes.slice(leftStart, end));
    const fits = ends.at(-2) === (start === 0 ? undefined : start - leftStart) && ends.length <= 2;
    if (this.encoding.neighbours.size >= REMEMBERED_PAIRS) this.encoding.neighbours.clear();
    this.encoding.neighbours.set(pair, fits);
    return fits;
  }
}
