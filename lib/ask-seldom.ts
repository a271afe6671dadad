/** Those that came last; more would only be memory. */
const MOST_REMEMBERED = 10_000;

interface Remembered<Answer> {
  answer: Promise<Answer>;
  untilMs: number;
}

/** Asks for what comes often once in a while, and never twice at the same moment. A failure is not remembered. */
export class AskSeldom<Asked, Answer> {
  private readonly remembered = new Map<string, Remembered<Answer>>();

  constructor(
    private readonly ask: (asked: Asked) => Promise<Answer>,
    private readonly rememberedMs: number,
    private readonly nowMs: () => number = () => performance.now(),
  ) {}

  /** @param key what the answer is remembered by */
  answer(key: string, asked: Asked): Promise<Answer> {
    const known = this.remembered.get(key);
    // From before it was asked: whatever had changed by then is seen.
    const nowMs = this.nowMs();
    if (known && nowMs < known.untilMs) return known.answer;
    const answer = this.ask(asked);
    this.remembered.delete(key);
    this.remembered.set(key, { answer, untilMs: nowMs + this.rememberedMs });
    this.forgetOldest();
    answer.catch(() => {
      if (this.remembered.get(key)?.answer === answer) this.remembered.delete(key);
    });
    return answer;
  }

  private forgetOldest(): void {
    const [oldest] = this.remembered.keys();
    if (oldest !== undefined && this.remembered.size > MOST_REMEMBERED) this.remembered.delete(oldest);
  }
}
