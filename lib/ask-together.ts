import { setTimeout as wait } from 'node:timers/promises';
import { inTime, LONG_SILENCE_MS } from './db/in-time';

/**
 * Asks the database for what many wait for. Those that wait for the same share each question, and there are never two of
 * it at the same moment, but for one that was given up unanswered; so it costs the same however many they are. No answer is
 * kept: each is from after it was asked for.
 */
export class AskTogether<Asked, Answer> {
  /** Not yet begun: who asks meanwhile shares them. */
  private readonly planned = new Map<string, Promise<Answer>>();
  private readonly underWay = new Map<string, Promise<unknown>>();

  constructor(
    private readonly ask: (asked: Asked) => Promise<Answer>,
    private readonly pause: (ms: number) => Promise<unknown> = wait,
  ) {}

  /**
   * @param key those with the same one share an answer, to what the first of them asked
   * @param delayMs how long to wait before it is asked; sooner where another asks sooner
   * @throws DatabaseSilentError when there is no answer in ten seconds, and what asking throws
   */
  next(key: string, asked: Asked, delayMs = 0): Promise<Answer> {
    const known = this.planned.get(key);
    if (known) return known;
    const answer = this.askLater(key, asked, delayMs);
    this.planned.set(key, answer);
    return answer;
  }

  private async askLater(key: string, asked: Asked, delayMs: number): Promise<Answer> {
    await Promise.all([delayMs > 0 && this.pause(delayMs), this.underWay.get(key)]);
    this.planned.delete(key);
    const answer = inTime(LONG_SILENCE_MS, this.ask(asked));
    // Whoever comes next waits for its end only, also when it fails.
    this.underWay.set(
      key,
      answer.catch(() => {}),
    );
    try {
      return await answer;
    } finally {
      this.underWay.delete(key);
    }
  }
}
