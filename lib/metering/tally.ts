import type { TextCounter } from '../tokens/text-counter';
import type { ReportedUsage } from './usage';

/** A `created` further off our clock than this, before the call or after now, is a fault of the server's clock. */
const TRUSTED_CLOCK_DIFFERENCE_MS = 5 * 60_000;
const LONGEST_ID = 200;
/** What a tool call has besides its name and its input: about the tokens that frame it. */
const TOOL_CALL_FRAME = '{"":{}}';

/** What has come from upstream, known at any moment. Whoever reads upstream's format tells it, piece by piece. */
export class Tally {
  responseId: string | null = null;
  responseModel: string | null = null;
  /** When upstream made the response; null while it has not said so, or said something that can't be. */
  responseCreatedAt: Date | null = null;
  reportedUsage: ReportedUsage | undefined;
  /** By the clock that nobody sets, of `performance.now()`. */
  firstOutputAtMs: number | null = null;
  /** What upstream ended the reply at, though the model had more to say. */
  cutBy: 'limit' | 'filter' | undefined;
  /** What upstream said went wrong, in mid-stream. */
  error: unknown;
  /** The text of the reply since `takeText`. */
  private text = '';
  /** One for each choice: what they say comes in turns, and is no text together. */
  private readonly counters = new Map<number, TextCounter>();
  private readonly openedAtMs = Date.now();
  private isUnreadable = false;

  constructor(
    private readonly openCounter: () => TextCounter,
    /** For another vendor's model: how many of its tokens one of the counter's is worth. */
    private readonly tokenFactor = 1,
    /** That was sent upstream, of all choices together. */
    private readonly outputLimit = Number.POSITIVE_INFINITY,
  ) {}

  /**
   * Of everything delivered so far: text, reasoning and tool calls. The factor is an estimate, which must not go beyond
   * the limit that upstream keeps to.
   */
  get outputTokens(): number {
    if (this.isUnreadable) return this.outputLimit;
    let tokens = 0;
    for (const counter of this.counters.values()) tokens += counter.count();
    return Math.min(Math.ceil(tokens * this.tokenFactor), Math.max(tokens, this.outputLimit));
  }

  /** The output was made, and can't be read: it counts as all that upstream was allowed to make. */
  markUnreadable(): void {
    this.isUnreadable = true;
  }

  /** Whether there is any for `takeText`. */
  get hasText(): boolean {
    return this.text !== '';
  }

  takeText(): string {
    const text = this.text;
    this.text = '';
    return text;
  }

  /** What `takeText` would give. */
  get untakenText(): string {
    return this.text;
  }

  returnText(text: string): void {
    this.text = text + this.text;
  }

  /** Of a reply's visible text. @param choice which of several replies to the same prompt */
  addText(text: string, choice = 0): void {
    if (choice === 0) this.text += text;
    this.addOutput(text, choice);
  }

  /** Of what is delivered but is no text to read: reasoning, the input of a tool. */
  addOutput(output: string, choice = 0): void {
    this.firstOutputAtMs ??= performance.now();
    this.counterOf(choice).push(output);
  }

  addToolCall(name: string, input = '', choice = 0): void {
    this.addOutput(TOOL_CALL_FRAME + name + input, choice);
  }

  private counterOf(choice: number): TextCounter {
    const counter = this.counters.get(choice) ?? this.openCounter();
    this.counters.set(choice, counter);
    return counter;
  }

  /** What upstream says of its response, the first time that it can be used. */
  addMetadata({ id, modelId, timestamp }: { id?: string; modelId?: string; timestamp?: Date }): void {
    this.responseId ??= usableText(id);
    this.responseModel ??= usableText(modelId);
    if (timestamp && this.canBe(timestamp)) this.responseCreatedAt ??= timestamp;
  }

  /** A reply in one piece tells when it was begun only once it is written, which may take long. */
  private canBe(timestamp: Date): boolean {
    const ms = timestamp.getTime();
    const [earliestMs, latestMs] = [this.openedAtMs, Date.now()];
    return ms >= earliestMs - TRUSTED_CLOCK_DIFFERENCE_MS && ms <= latestMs + TRUSTED_CLOCK_DIFFERENCE_MS;
  }
}

/** A short text without control characters and half surrogates, or nothing: it becomes an id, and part of an event. */
function usableText(text: string | undefined): string | null {
  return text && text.length <= LONGEST_ID && !/[\p{Cc}\p{Cs}]/u.test(text) ? text : null;
}
