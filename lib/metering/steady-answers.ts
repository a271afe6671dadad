/** An answer that took longer is none: others may not have got theirs. */
const PROMPT_MS = 3_000;

/** Whether the database answered so soon that the others had their answers meanwhile. */
export function isPrompt(askedAtMs: number, answeredAtMs: number): boolean {
  return answeredAtMs - askedAtMs <= PROMPT_MS;
}

/** When the database is back, everybody who lives has said so by then: they try again to reach it for 5 s at a time. */
export const SIGN_OF_LIFE_MS = 6_000;

/**
 * Asks the database, and knows for how long it has answered without a break. When it was away, everybody was silent, so
 * that silence shows who is dead only once it has been back for long enough for the living to say so.
 */
export class SteadyAnswers {
  private sinceMs: number | undefined;

  constructor(private readonly nowMs = () => performance.now()) {}

  /**
   * @returns what it answers, and for how long it has answered by then
   * @throws what `question` throws
   */
  async ask<T>(question: () => Promise<T>): Promise<{ answer: T; steadyForMs: number }> {
    const askedAtMs = this.nowMs();
    try {
      const answer = await question();
      return { answer, steadyForMs: this.noteAnswer(askedAtMs) };
    } catch (error) {
      this.sinceMs = undefined;
      throw error;
    }
  }

  private noteAnswer(askedAtMs: number): number {
    const answeredAtMs = this.nowMs();
    if (!isPrompt(askedAtMs, answeredAtMs)) this.sinceMs = answeredAtMs;
    this.sinceMs ??= askedAtMs;
    return answeredAtMs - this.sinceMs;
  }
}
