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

  get hasEnded(): boolean {
    return this.isWhole && (this.hasCounts || this.endedChoices.size >= this.choices);
  }

  get isWhole(): boolean {
    return this.openChoices.size === 0 && this.endedChoices.size > 0;
  }

  readWhole(completion: JsonObject): void {
    this.tally.error = completion.error ?? undefined;
    this.readEnvelope(completion);
    for (const choice of objectsAt(completion, 'choices')) {
      this.readMessage(objectAt(choice, 'message'), indexOf(choice));
    }
  }

  readEvent(chunk: JsonObject): Verdict {
    if (chunk.error) {
      this.tally.error = chunk.error;
      return 'error';
    }
    this.readEnvelope(chunk);
    const choices = objectsAt(chunk, 'choices');
    let goesOn = false;
    for (const choice of choices) {
      const index = indexOf(choice);
      const hasOutput = this.readMessage(objectAt(choice, 'delta'), index);
      // Some servers have a finish_reason in every chunk, as gateways to Gemini: only the last one is the end.
      if (hasOutput && choice.finish_reason && this.endedChoices.delete(index)) goesOn = true;
      if (choice.finish_reason) this.endedChoices.add(index);
      if (this.endedChoices.has(index)) this.openChoices.delete(index);
      else this.openChoices.add(index);
    }
    if (goesOn) return 'goes-on';
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
   * @returns whether it has any output
   */
  private readMessage(message: JsonObject, index: number): boolean {
    const { tally } = this;
    const text = textAt(message, 'content') ?? textAt(message, 'refusal');
    if (text) tally.addText(text, index);
    const parts = objectsAt(message, 'content');
    for (const part of parts) this.readPart(part, index);
    const reasoning = textAt(message, 'reasoning_content') ?? textAt(message, 'reasoning');
    if (reasoning) tally.addOutput(reasoning, index);
    const calls = objectsAt(message, 'tool_calls');
    for (const call of calls) this.readToolCall(call, index);
    // As calls were made before there were tools.
    if (message.function_call) this.readToolCall({ function: message.function_call }, index);
    return Boolean(text || reasoning || message.function_call) || parts.length + calls.length > 0;
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

function indexOf(choice: JsonObject): number {
  return numberAt(choice, 'index') ?? 0;
}

/** An error as an event of Chat Completions. */
export function chatErrorEvent({ code, message }: { code: string; message: string }): string {
  return `data: ${JSON.stringify({ error: { message, type: 'server_error', param: null, code } })}\n\n`;
}
