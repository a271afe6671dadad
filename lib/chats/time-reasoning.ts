import type { ProviderMetadata, TextStreamPart, ToolSet } from 'ai';
import { reasoningNote } from './message';

/**
 * Notes with each reasoning of a reply how long it took. The note is saved with the reply, so that it can be told later;
 * of what was stopped it says how long it went on until then. The sealed copy that OpenAI gives of a thought is for the
 * turn's own calls, and is not passed on.
 */
export function timeReasoning<TOOLS extends ToolSet>(): TransformStream<
  TextStreamPart<TOOLS>,
  TextStreamPart<TOOLS>
> {
  const open = new Map<string, { startedAtMs: number; metadata: ProviderMetadata | undefined }>();

  function end(id: string, metadata?: ProviderMetadata) {
    const { startedAtMs = performance.now(), metadata: before } = open.get(id) ?? {};
    open.delete(id);
    // The metadata of the end takes the place of what came before, which says whose thought it is.
    const note = reasoningNote(Math.round(performance.now() - startedAtMs));
    return { type: 'reasoning-end', id, providerMetadata: { ...before, ...metadata, ...note } } as const;
  }

  return new TransformStream({
    transform(sent, queue) {
      const part = 'providerMetadata' in sent ? unsealed(sent) : sent;
      switch (part.type) {
        case 'reasoning-start':
          open.set(part.id, { startedAtMs: performance.now(), metadata: part.providerMetadata });
          break;
        case 'reasoning-delta': {
          const reasoning = open.get(part.id);
          if (reasoning && part.providerMetadata) reasoning.metadata = part.providerMetadata;
          break;
        }
        case 'reasoning-end':
          queue.enqueue(end(part.id, part.providerMetadata));
          return;
        case 'finish-step':
          for (const id of open.keys()) queue.enqueue(end(id));
      }
      queue.enqueue(part);
    },
  });
}

function unsealed<Part extends { providerMetadata?: ProviderMetadata }>(part: Part): Part {
  const { reasoningEncryptedContent: _, ...openai } = part.providerMetadata?.openai ?? {};
  return part.providerMetadata?.openai
    ? { ...part, providerMetadata: { ...part.providerMetadata, openai } }
    : part;
}
