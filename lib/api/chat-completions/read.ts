import { instantAt, isObject, type JsonObject, numberAt, objectAt, objectsAt, textAt } from '@/lib/json';
import type { Tally } from '@/lib/metering/tally';
import { chatUsage, usageInChoice } from '@/lib/models/chat-usage';
import type { Verdict, WireReader } from '../wire/reader';

/** Reads chat completions, whole or in chunks. */
export class ChatReader implements WireReader {
  private readonly openChoices = new Set<number>();
  private readonly endedChoices = new Set<number>();
  /** They come last, in a chunk of their own. Counts that come before an end are not these. */
  private hasCounts = false;

  constructor(
    private readonly tally: Tally,
    /** Whether the caller asked for the chunk with the counts; otherwise it is for us only. */
    private readonly wantsUsage: boolean,
    /** How many were asked for; some servers know one only. */
    private readonly choices = 1,
  ) {}

  get finished(): boolean {
    return this.isWhole && (this.hasCounts || this.endedChoices.size >= this.choices);
  }

  get isWhole(): boolean {
    return this.openChoices.size === 0 && this.endedChoices.size > 0;
  }

  readWhole(completion: JsonObject): void {
    this.tally.error = completion.error ?? undefined;
    this.readEnvelope(completion);
    for (const choice of objectsAt(completion, 'choices')) this.readMessage(choice, 'message');
  }

  readEvent(chunk: JsonObject): Verdict {
    if (chunk.error) {
      this.tally.error = chunk.error;
      return 'error';
    }
    this.readEnvelope(chunk);
    const choices = objectsAt(chunk, 'choices');
    for (const choice of choices) {
      const index = this.readMessage(choice, 'delta');
      if (choice.finish_reason) this.endedChoices.add(index);
      if (this.endedChoices.has(index)) this.openChoices.delete(index);
      else this.openChoices.add(index);
    }
    if (!chunk.usage || choices.length > 0) return 'pass';
    this.hasCounts = this.isWhole;
    return this.wantsUsage ? 'pass' : 'withhold';
  }

  errorEvent = chatErrorEvent;

  private readEnvelope(envelope: JsonObject): void {
    const { tally } = this;
    if (tally.responseId === null) {
      tally.addMetadata({
        id: textAt(envelope, 'id'),
        modelId: textAt(envelope, 'model'),
        timestamp: instantAt(envelope, 'created'),
      });
    }
    // Of several choices, one's own is not all that was used.
    const usage = envelope.usage ?? (this.choices === 1 ? usageInChoice(envelope) : undefined);
    if (isObject(usage)) tally.reportedUsage = chatUsage(usage);
  }

  /**
   * A message and a delta have the same fields. Reasoning has two names, neither of them OpenAI's.
   *
   * @returns which choice it is of
   */
  private readMessage(choice: JsonObject, field: 'message' | 'delta'): number {
    const { tally } = this;
    const index = numberAt(choice, 'index') ?? 0;
    const message = objectAt(choice, field);
    const text = textAt(message, 'content') ?? textAt(message, 'refusal');
    if (text) tally.addText(text, index);
    for (const part of objectsAt(message, 'content')) this.readPart(part, index);
    const reasoning = textAt(message, 'reasoning_content') ?? textAt(message, 'reasoning');
    if (reasoning) tally.addOutput(reasoning, index);
    for (const call of objectsAt(message, 'tool_calls')) this.readToolCall(call, index);
    // As calls were made before there were tools.
    if (message.function_call) this.readToolCall({ function: message.function_call }, index);
    return index;
  }

  /** Of a content that is a list. Mistral's has what is thought: https://docs.mistral.ai/capabilities/reasoning/ */
  private readPart(part: JsonObject, index: number): void {
    const text = textAt(part, 'text');
    if (text) this.tally.addText(text, index);
    for (const thought of objectsAt(part, 'thinking')) {
      this.tally.addOutput(textAt(thought, 'text') ?? '', index);
    }
  }

  private readToolCall(call: JsonObject, index: number): void {
    const tool = call.custom ? objectAt(call, 'custom') : objectAt(call, 'function');
    const [name, input] = [textAt(tool, 'name'), textAt(tool, 'arguments') ?? textAt(tool, 'input') ?? ''];
    if (name) this.tally.addToolCall(name, input, index);
    else if (input) this.tally.addOutput(input, index);
  }
}

/** An error as an event of Chat Completions. */
export function chatErrorEvent({ code, message }: { code: string; message: string }): string {
  return `data: ${JSON.stringify({ error: { message, type: 'server_error', param: null, code } })}\n\n`;
}
