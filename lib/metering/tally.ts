import type {
  LanguageModelV4Content,
  LanguageModelV4StreamPart,
  LanguageModelV4Usage,
} from '@ai-sdk/provider';
import type { TextCounter } from '../tokens/text-counter';

/** A `created` further off our clock than this is a fault of the server's clock. */
const TRUSTED_CLOCK_DIFFERENCE_MS = 5 * 60_000;
const LONGEST_ID = 200;
/** What a tool call has besides its name and its input: about the tokens that frame it. */
const TOOL_CALL_FRAME = '{"":{}}';

/** Reads what comes from upstream, part by part, and knows at any moment what was delivered. */
export class Tally {
  responseId: string | null = null;
  responseModel: string | null = null;
  /** When upstream made the response; null while it has not said so, or said something that can't be. */
  responseCreatedAt: Date | null = null;
  reportedUsage: LanguageModelV4Usage | undefined;
  firstOutputAt: Date | null = null;
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

  /** A part of a stream. */
  add(part: LanguageModelV4StreamPart): void {
    switch (part.type) {
      case 'response-metadata':
        this.addMetadata(part);
        break;
      case 'text-delta':
        this.text += part.delta;
        this.addOutput(part.delta);
        break;
      case 'reasoning-delta':
      case 'tool-input-delta':
        this.addOutput(part.delta);
        break;
      case 'tool-input-start':
        this.addOutput(TOOL_CALL_FRAME + part.toolName);
        break;
      case 'finish':
        this.reportedUsage = part.usage;
        break;
      case 'error':
        this.error = part.error;
        break;
    }
  }

  /** A part of a whole response. */
  addContent(content: LanguageModelV4Content): void {
    if (content.type === 'text') this.text += content.text;
    if (content.type === 'text' || content.type === 'reasoning') this.addOutput(content.text);
    if (content.type === 'tool-call') this.addOutput(TOOL_CALL_FRAME + content.toolName + content.input);
  }

  addMetadata({ id, modelId, timestamp }: { id?: string; modelId?: string; timestamp?: Date }): void {
    this.responseId ??= usableText(id);
    this.responseModel ??= usableText(modelId);
    if (timestamp && Math.abs(timestamp.getTime() - Date.now()) <= TRUSTED_CLOCK_DIFFERENCE_MS) {
      this.responseCreatedAt ??= timestamp;
    }
  }

  private addOutput(text: string): void {
    this.firstOutputAt ??= new Date();
    this.counter.push(text);
  }
}

/** A short text without control characters, or nothing: it becomes an id, and part of an event. */
function usableText(text: string | undefined): string | null {
  return text && text.length <= LONGEST_ID && !/\p{Cc}/u.test(text) ? text : null;
}
