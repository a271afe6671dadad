import type { LanguageModelV4StreamPart } from '@ai-sdk/provider';

type Part = LanguageModelV4StreamPart;
type Delta = Extract<Part, { type: 'text-delta' | 'reasoning-delta' | 'tool-input-delta' }>;

type Reader = Pick<ReadableStreamDefaultController<Part>, 'enqueue' | 'close'>;

/** The eye sees no difference. */
const GATHERING_MS = 50;

/**
 * What the reader of a stream has yet to take. Deltas that come sooner after another are joined: each is work for a
 * dozen streams of the AI SDK, and for the browser. The first words are passed on at once, and so is all that isn't a
 * delta.
 */
export class PartQueue {
  private reader: Reader | undefined;
  private waiting: Delta | undefined;
  private passedAtMs = Number.NEGATIVE_INFINITY;
  private timer: NodeJS.Timeout | undefined;

  constructor(reader: Reader) {
    this.reader = reader;
  }

  pass(part: Part): void {
    if (!this.reader) return;
    if (!isDelta(part)) {
      this.passWaiting();
      this.reader.enqueue(part);
      return;
    }
    if (this.waiting && !isSame(this.waiting, part)) this.passWaiting();
    this.waiting = this.waiting ? { ...this.waiting, ...part, delta: this.waiting.delta + part.delta } : part;
    const dueInMs = this.passedAtMs + GATHERING_MS - performance.now();
    if (dueInMs <= 0) this.passWaiting();
    else this.timer ??= setTimeout(() => this.passWaiting(), dueInMs);
  }

  close(): void {
    this.passWaiting();
    this.reader?.close();
    this.reader = undefined;
  }

  /** The reader has left: nothing is kept for it. */
  abandon(): void {
    this.reader = undefined;
    this.passWaiting();
  }

  private passWaiting(): void {
    clearTimeout(this.timer);
    this.timer = undefined;
    if (this.waiting) {
      this.reader?.enqueue(this.waiting);
      // OpenAI begins with an empty delta, which must not make the first words wait.
      if (this.waiting.delta !== '') this.passedAtMs = performance.now();
    }
    this.waiting = undefined;
  }
}

function isDelta(part: Part): part is Delta {
  return part.type === 'text-delta' || part.type === 'reasoning-delta' || part.type === 'tool-input-delta';
}

function isSame(a: Delta, b: Delta): boolean {
  return a.type === b.type && a.id === b.id;
}
