import { readUIMessageStream, type UIMessageChunk } from 'ai';
import type { ChatMessage } from '../message';

/** Reads a stream bit by bit, and makes of it what `useChat` would. */
export function readerOf(stream: ReadableStream<UIMessageChunk>) {
  const reader = stream.getReader();
  const chunks: UIMessageChunk[] = [];
  async function next() {
    const { value } = await reader.read();
    if (value) chunks.push(value);
    return value;
  }
  return {
    next,
    leave: () => reader.cancel(),
    /** Reads until so much text has come. */
    async readText(expected: string): Promise<void> {
      const text = () => chunks.map((chunk) => (chunk.type === 'text-delta' ? chunk.delta : '')).join('');
      while (text() !== expected) {
        if (!(await next())) throw new Error(`The stream ended with “${text()}”.`);
      }
    },
    async readToEnd(): Promise<ChatMessage | undefined> {
      while (await next());
      let message: ChatMessage | undefined;
      for await (const state of readUIMessageStream<ChatMessage>({ stream: streamOf(chunks) }))
        message = state;
      return message;
    },
  };
}

function streamOf<T>(items: T[]): ReadableStream<T> {
  return new ReadableStream({
    start(queue) {
      for (const item of items) queue.enqueue(item);
      queue.close();
    },
  });
}
