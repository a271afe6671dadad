import type { TextCounter } from '../tokens/text-counter';
import type { ReportedUsage } from './usage';

/** A `created` further off our clock than this is a fault of the server's clock. */
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
  firstOutputAt: Date | null = null;
  /** Whether upstream ended the reply at the output limit. */
  reachedLimit = false;
  /** What upstream said went wrong, in mid-stream. */
  error: unknown;
  /** The text of the reply since `takeText`. */
  private text = '';

  constructor(
    private readonly counter: TextCounter,
    /** For another vendor's model: how many of its tokens one of the counter's is worth. */
    private readonly tokenFactor = 1,
  ) {}

  /** Of everything delivered so far: text, reasoning and tool calls. */
  get outputTokens(): number {
    return Math.ceil(this.counter.count() * this.tokenFactor);
  }

  takeText(): string {
    const text = this.text;
    this.text = '';
    return text;
  }

  returnText(text: string): void {
    this.text = text + this.text;
  }

  /** Of a reply's visible text. */
  addText(text: string): void {
    this.text += text;
    this.addOutput(text);
  }

  /** Of what is delivered but is no text to read: reasoning, the input of a tool. */
  addOutput(output: string): void {
    this.firstOutputAt ??= new Date();
    this.counter.push(output);
  }

  addToolCall(name: string, input = ''): void {
    this.addOutput(TOOL_CALL_FRAME + name + input);
  }

  /** What upstream says of its response, the first time that it can be used. */
  addMetadata({ id, modelId, timestamp }: { id?: string; modelId?: string; timestamp?: Date }): void {
    this.responseId ??= usableText(id);
    this.responseModel ??= usableText(modelId);
    if (timestamp && Math.abs(timestamp.getTime() - Date.now()) <= TRUSTED_CLOCK_DIFFERENCE_MS) {
      this.responseCreatedAt ??= timestamp;
    }
  }
}

/** A short text without control characters, or nothing: it becomes an id, and part of an event. */
function usableText(text: string | undefined): string | null {
  return text && text.length <= LONGEST_ID && !/\p{Cc}/u.test(text) ? text : null;
}
