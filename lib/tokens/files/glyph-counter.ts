const [OPEN, CLOSE, GREATER, BACKSLASH] = [0x28, 0x29, 0x3e, 0x5c];

const NO_DIGIT = 16;
const HEX_DIGITS = Uint8Array.from({ length: 256 }, (_, byte) => {
  const digit = Number.parseInt(String.fromCharCode(byte), 16);
  return Number.isNaN(digit) ? NO_DIGIT : digit;
});

/**
 * Counts the characters of the strings of a PDF, byte by byte. A character has a byte, or, in many fonts, two, of which the
 * first is mostly zero: one zero at a time is not counted.
 */
export class GlyphCounter {
  private glyphs = 0;
  private kind: 'none' | 'literal' | 'hex' = 'none';
  private depth = 0;
  private firstDigit: number | undefined;
  private wasZero = false;

  get inString(): boolean {
    return this.kind !== 'none';
  }

  /** @param opening the bracket that it begins with: round, or pointed for one in hexadecimal digits */
  beginString(opening: number): void {
    this.kind = opening === OPEN ? 'literal' : 'hex';
    [this.depth, this.firstDigit, this.wasZero] = [1, undefined, false];
  }

  /**
   * Takes a byte of a string, or its end.
   *
   * @returns how many bytes it is with what it stands before
   */
  add(byte: number): number {
    if (this.kind === 'hex') this.addDigit(byte);
    else if (byte === BACKSLASH) return this.addEscaped();
    else if (byte === CLOSE && --this.depth === 0) this.kind = 'none';
    else {
      // Brackets in a string come in pairs, or behind a backslash.
      if (byte === OPEN) this.depth++;
      this.count(byte === 0);
    }
    return 1;
  }

  /** How many there were since the last time. */
  take(): number {
    const { glyphs } = this;
    this.glyphs = 0;
    return glyphs;
  }

  private addEscaped(): number {
    this.count(false);
    return 2;
  }

  private addDigit(byte: number): void {
    const digit = HEX_DIGITS[byte] ?? NO_DIGIT;
    if (byte === GREATER) this.kind = 'none';
    if (byte === GREATER && this.firstDigit !== undefined) this.count(false);
    if (digit === NO_DIGIT) return;
    if (this.firstDigit === undefined) {
      this.firstDigit = digit;
      return;
    }
    this.count(this.firstDigit === 0 && digit === 0);
    this.firstDigit = undefined;
  }

  private count(isZero: boolean): void {
    const isFirstZero = isZero && !this.wasZero;
    if (!isFirstZero) this.glyphs++;
    this.wasZero = isFirstZero;
  }
}
