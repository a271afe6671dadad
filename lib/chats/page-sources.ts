import type { TextStreamPart } from 'ai';
import type { ChatTools } from './tools';

type Part = TextStreamPart<ChatTools>;

/** Adds the pages that the model has read to the sources of its reply. */
export function pageSources(): TransformStream<Part, Part> {
  return new TransformStream({
    transform(part, queue) {
      queue.enqueue(part);
      if (part.type !== 'tool-result' || part.dynamic || part.toolName !== 'readPage') return;
      const { url, title } = part.output;
      queue.enqueue({
        type: 'source',
        sourceType: 'url',
        id: part.toolCallId,
        url,
        title: title || undefined,
      });
    },
  });
}
