import type { LoadedChat } from '@/lib/chats/load-chat';
import { type ChatMessage, DEFAULT_SETTINGS, type ReplyUsage } from '@/lib/chats/message';
import { type ChatId, newId } from '@/lib/ids';

export const asked = (id: string, text: string, versions?: string[]): ChatMessage => ({
  id,
  role: 'user',
  parts: [{ type: 'text', text }],
  metadata: versions && { versions },
});
export const replied = (id: string, text: string, versions?: string[]): ChatMessage => ({
  id,
  role: 'assistant',
  parts: [{ type: 'text', text }],
  metadata: { status: 'complete', ...(versions && { versions }) },
});

/** What a reply used. */
export const USAGE: ReplyUsage = {
  promptTokens: 12,
  completionTokens: 48,
  cachedTokens: 0,
  reasoningTokens: 0,
  costPico: '0',
  estimated: false,
  model: 'demo',
  durationMs: 1_000,
  contextTokens: 60,
  generationIds: [],
};

/** What `readChat` finds. */
export const savedChatOf = (chatId: ChatId, messages: ChatMessage[], replying = false): LoadedChat => ({
  id: chatId,
  title: 'Numbers',
  model: 'demo',
  settings: DEFAULT_SETTINGS,
  shareId: null,
  messages,
  replying,
});

export const offline = () => Promise.reject(new TypeError('Failed to fetch'));
export const refusal = async () =>
  Response.json({ error: { code: 'context_length_exceeded', message: 'It is too long.' } }, { status: 400 });

/** A reply as it comes over the wire; `cut`: the connection is lost before its end. */
export function stream(id: string, text: string, ending: 'complete' | 'cut' = 'complete') {
  const chunks = [
    { type: 'start', messageId: id },
    { type: 'text-start', id: 't' },
    { type: 'text-delta', id: 't', delta: text },
    { type: 'text-end', id: 't' },
    ...(ending === 'complete' ? [{ type: 'finish', messageMetadata: { status: 'complete' } }] : []),
  ];
  const bytes = chunks.map(encode);
  const body = new ReadableStream<Uint8Array>({
    pull(controller) {
      const next = bytes.shift();
      if (next) controller.enqueue(next);
      else if (ending === 'cut') controller.error(new TypeError('network error'));
      else controller.close();
    },
  });
  return async () => streamed(body);
}

/** A reply that has begun with that text, and goes on until it is told to end. */
export function unendedReply(text: string) {
  let end: () => void = () => undefined;
  const body = new ReadableStream<Uint8Array>({
    start(controller) {
      controller.enqueue(encode({ type: 'start', messageId: newId() }));
      controller.enqueue(encode({ type: 'text-start', id: 't' }));
      controller.enqueue(encode({ type: 'text-delta', id: 't', delta: text }));
      end = () => {
        controller.enqueue(encode({ type: 'text-end', id: 't' }));
        controller.enqueue(encode({ type: 'finish', messageMetadata: { status: 'complete' } }));
        controller.close();
      };
    },
  });
  return { response: streamed(body), end };
}

function encode(chunk: unknown): Uint8Array {
  return new TextEncoder().encode(`data: ${JSON.stringify(chunk)}\n\n`);
}

function streamed(body: ReadableStream<Uint8Array>): Response {
  return new Response(body, { headers: { 'Content-Type': 'text/event-stream' } });
}
