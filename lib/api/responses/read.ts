import { instantAt, type JsonObject, numberAt, objectAt, objectsAt, textAt } from '@/lib/json';
import type { Tally } from '@/lib/metering/tally';
import type { ReportedUsage } from '@/lib/metering/usage';
import type { Verdict, WireReader } from '../wire/reader';

/** Reads responses, whole or as events. */
export class ResponseReader implements WireReader {
  hasEnded = false;
  private sequenceNumber = 0;

  constructor(private readonly tally: Tally) {}

  get isWhole(): boolean {
    return this.hasEnded;
  }

  readWhole(response: JsonObject): void {
    this.tally.error = response.error ?? undefined;
    this.readEnvelope(response);
    for (const item of objectsAt(response, 'output')) this.readItem(item);
  }

  readEvent(event: JsonObject): Verdict {
    const { tally } = this;
    this.sequenceNumber = numberAt(event, 'sequence_number') ?? this.sequenceNumber;
    if (event.response) this.readEnvelope(objectAt(event, 'response'));
    switch (event.type) {
      case 'response.output_text.delta':
      case 'response.refusal.delta':
        tally.addText(textAt(event, 'delta') ?? '');
        return 'pass';
      case 'response.reasoning_text.delta':
      case 'response.reasoning_summary_text.delta':
      case 'response.function_call_arguments.delta':
      case 'response.custom_tool_call_input.delta':
        tally.addOutput(textAt(event, 'delta') ?? '');
        return 'pass';
      case 'response.output_item.added':
        this.readToolName(objectAt(event, 'item'));
        return 'pass';
      case 'response.completed':
      case 'response.incomplete':
        this.hasEnded = true;
        return 'last';
      case 'response.failed':
        tally.error = objectAt(event, 'response').error ?? event;
        return 'error';
      case 'error':
        tally.error = event;
        return 'error';
      default:
        return 'pass';
    }
  }

  errorEvent({ code, message }: { code: string; message: string }): string {
    const event = {
      type: 'error',
      sequence_number: this.sequenceNumber + 1,
      code,
      message,
      param: null,
    };
    return `event: error\ndata: ${JSON.stringify(event)}\n\n`;
  }

  private readEnvelope(response: JsonObject): void {
    const { tally } = this;
    if (tally.responseId === null) {
      tally.addMetadata({
        id: textAt(response, 'id'),
        modelId: textAt(response, 'model'),
        timestamp: instantAt(response, 'created_at'),
      });
    }
    if (response.usage) tally.reportedUsage = responseUsage(objectAt(response, 'usage'));
  }

  private readItem(item: JsonObject): void {
    for (const part of objectsAt(item, 'content')) {
      this.tally.addText(textAt(part, 'text') ?? textAt(part, 'refusal') ?? '');
    }
    for (const part of objectsAt(item, 'summary')) this.tally.addOutput(textAt(part, 'text') ?? '');
    this.readToolName(item);
    const input = textAt(item, 'arguments') ?? textAt(item, 'input');
    if (input) this.tally.addOutput(input);
  }

  private readToolName(item: JsonObject): void {
    const name = textAt(item, 'name');
    if (name) this.tally.addToolCall(name);
  }
}

function responseUsage(usage: JsonObject): ReportedUsage {
  const input = objectAt(usage, 'input_tokens_details');
  const output = objectAt(usage, 'output_tokens_details');
  return {
    inputTokens: {
      total: numberAt(usage, 'input_tokens'),
      cacheRead: numberAt(input, 'cached_tokens'),
      cacheWrite: numberAt(input, 'cache_write_tokens'),
    },
    outputTokens: {
      total: numberAt(usage, 'output_tokens'),
      reasoning: numberAt(output, 'reasoning_tokens'),
    },
  };
}
