import { encodeBytePairs } from './byte-pairs';
import { ByteRun } from './byte-run';
import type { Encoding } from './encoding';

/** More than any rank. */
const RANKS = 2 ** 18;
const MOST_REMEMBERED_PAIRS = 100_000;

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
  /** For the beginning of each length: its tokens, and the length and the rank of the last one. */
  private readonly counts = [0];
  private readonly lastLengths = [0];
  private readonly lastRanks = [0];
  private readonly run = new ByteRun();

  constructor(private readonly encoding: Encoding) {}

  /** The tokens of `bytes`, which should begin as they did when last counted. */
  count(bytes: string): number {
    let counted = this.bytes.length;
    while (bytes.slice(0, counted) !== this.bytes.slice(0, counted)) counted -= 1;
    if (counted < this.bytes.length) this.run.forget();
    this.bytes = bytes;
    for (let end = counted + 1; end <= bytes.length; end++) {
      const period = this.run.periodAt(end, bytes, this.lastLengths);
      if (period === undefined) this.findLastToken(end);
      else this.noteLastToken(end, this.lastLengths[end - period] ?? 0, this.lastRanks[end - period] ?? 0);
    }
    return this.counts[bytes.length] ?? 0;
  }

  /** Mostly, a byte makes the last token one longer or begins a new one. */
  private findLastToken(end: number): void {
    if (this.isLastToken(end, (this.lastLengths[end - 1] ?? 0) + 1)) return;
    const ending = this.bytes.charCodeAt(end - 2) * 256 + this.bytes.charCodeAt(end - 1);
    const longest = Math.min(end, Math.max(1, this.encoding.longestTokenByEnding[ending] ?? 0));
    for (let length = 1; length <= longest; length++) {
      if (this.isLastToken(end, length)) return;
    }
  }

  /** Notes the last token of the first `end` bytes, if it is the one of this length. */
  private isLastToken(end: number, length: number): boolean {
    const start = end - length;
    const rank = this.encoding.ranks.get(this.bytes.slice(start, end));
    if (rank === undefined || !this.canStandAt(start, length, rank)) return false;
    this.noteLastToken(end, length, rank);
    return true;
  }

  private noteLastToken(end: number, length: number, rank: number): void {
    this.counts[end] = (this.counts[end - length] ?? 0) + 1;
    this.lastLengths[end] = length;
    this.lastRanks[end] = rank;
  }

  private canStandAt(start: number, length: number, rank: number): boolean {
    if (start === 0) return true;
    const { neighbours } = this.encoding;
    const pair = (this.lastRanks[start] ?? 0) * RANKS + rank;
    const known = neighbours.get(pair);
    if (known !== undefined) return known;
    if (neighbours.size >= MOST_REMEMBERED_PAIRS) neighbours.clear();
    const found = this.areNeighbours(start, this.lastLengths[start] ?? 0, length);
    neighbours.set(pair, found);
    return found;
  }

  /**
   * Whether encoding leaves the two tokens apart that meet at `boundary`. It takes them to pieces again, from the last join to
   * the first: the parts that meet at the boundary must never be a token that would have been joined before them.
   */
  private areNeighbours(boundary: number, leftLength: number, rightLength: number): boolean {
    let [left, right, before] = [leftLength, rightLength, Infinity];
    for (;;) {
      if (this.rankOf(boundary - left, boundary + right) < before) return false;
      const leftRank = this.rankOf(boundary - left, boundary);
      const rightRank = this.rankOf(boundary, boundary + right);
      if (right === 1 || (left > 1 && leftRank > rightRank)) {
        if (left === 1) return true;
        before = leftRank;
        left -= this.lengthOfLeftPart(boundary - left, boundary, leftRank);
      } else {
        before = rightRank + 1;
        right = this.lengthOfLeftPart(boundary, boundary + right, rightRank);
      }
    }
  }

  private rankOf(start: number, end: number): number {
    return this.encoding.ranks.get(this.bytes.slice(start, end)) ?? Infinity;
  }

  /** Of the two parts a token was last joined from, the left one's length. */
  private lengthOfLeftPart(start: number, end: number, rank: number): number {
    const known = this.encoding.leftParts.get(rank);
    if (known !== undefined) return known;
    const length = encodeBytePairs(this.encoding, this.bytes.slice(start, end), 2)[1] ?? 0;
    this.encoding.leftParts.set(rank, length);
    return length;
  }
}
