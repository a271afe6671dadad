/** An answer that took longer is none: others may not have got theirs. */
const PROMPT_MS = 3_000;

/** When the database is back, everybody who lives has said so by then: they try again to reach it for 5 s at a time. */
export const SIGN_OF_LIFE_MS = 6_000;

/**
 * Knows for how long the database has answered without a break. When it was away, everybody was silent, so that
 * silence shows who is dead only once it has been back for long enough for the living to say so.
 */
export class SteadyDatabase {
  private sinceMs: number | undefined;

  constructor(private readonly nowMs = () => performance.now()) {}

  /**
   * Asks the database something.
   *
   * @returns for how long it has answered by now
   * @throws what `ask` throws
   */
  async steadyForMs(ask: () => Promise<unknown>): Promise<number> {
    const askedAtMs = this.nowMs();
    try {
      await ask();
    } catch (error) {
      this.sinceMs = undefined;
      throw error;
    }
    const answeredAtMs = this.nowMs();
    if (answeredAtMs - askedAtMs > PROMPT_MS) this.sinceMs = answeredAtMs;
    this.sinceMs ??= askedAtMs;
    return answeredAtMs - this.sinceMs;
  }
}
