/** No token is longer, in any encoding. */
const LONGEST_TOKEN = 256;
/** So much of a run is counted byte by byte: two windows of a token, with the two tokens that they follow from. */
const LONG_RUN = 4 * LONGEST_TOKEN;

/**
 * A run of one byte in a `LongPiece`, such as a million spaces.
 *
 * What the last token of a beginning is follows from the bytes of the two tokens at its end, and from the last tokens of
 * the beginnings that are shorter by up to a token. So once all these are what they were one period before, the last
 * tokens recur with that period for as long as the run goes on.
 */
export class ByteRun {
  private length = 0;
  private period: number | undefined;

  /** Call it when bytes that were counted have changed. */
  forget(): void {
    this.length = 0;
    this.period = undefined;
  }

  /**
   * By how much the beginning is shorter that is known to have the same last token. To be called for one `end` after the
   * other, with the last tokens of all shorter beginnings.
   */
  periodAt(end: number, bytes: string, lastLengths: readonly number[]): number | undefined {
    if (bytes.charCodeAt(end - 1) !== bytes.charCodeAt(end - 2)) this.forget();
    this.length += 1;
    if (this.length === LONG_RUN + 1) this.period = periodBefore(end, lastLengths);
    return this.period;
  }
}

/** The shortest period with which the last tokens recur in the last window. */
function periodBefore(end: number, lastLengths: readonly number[]): number | undefined {
  for (let period = 1; period <= LONGEST_TOKEN; period++) {
    let back = 1;
    while (back <= LONGEST_TOKEN && lastLengths[end - back] === lastLengths[end - back - period]) back += 1;
    if (back > LONGEST_TOKEN) return period;
  }
  return undefined;
}
