import { instantAt, type JsonObject, numberAt, objectAt, textAt } from '@/lib/json';
import type { Tally } from '@/lib/metering/tally';
import { chatErrorEvent } from '../chat-completions/read';
import type { Verdict, WireReader } from '../wire/reader';

/** Reads embeddings, which always come in one piece. OpenAI's have no id and no `created`; vLLM's have both. */
export class EmbeddingReader implements WireReader {
  readonly hasEnded = false;
  readonly isWhole = false;

  constructor(private readonly tally: Tally) {}

  readWhole(embeddings: JsonObject): void {
    this.tally.error = embeddings.error ?? undefined;
    this.tally.addMetadata({
      id: textAt(embeddings, 'id'),
      modelId: textAt(embeddings, 'model'),
      timestamp: instantAt(embeddings, 'created'),
    });
    if (!embeddings.usage) return;
    const promptTokens = numberAt(objectAt(embeddings, 'usage'), 'prompt_tokens');
    this.tally.reportedUsage = { inputTokens: { total: promptTokens }, outputTokens: { total: 0 } };
  }

  readEvent(): Verdict {
    return 'pass';
  }

  errorEvent = chatErrorEvent;
}
