import { type ChatTransport, DefaultChatTransport } from 'ai';
import type { ChatMessage } from '@/lib/chats/message';
import { readRefusal, unreachable } from './chat-error';

/** What `sendMessage` and `regenerate` of `useChat` are given as `body`. */
export interface AskOptions {
  model: string;
  /** Answer the last message, which the server has, once more. */
  retry?: true;
}

/**
 * Carries a conversation between `useChat` and `/api/chat`. The server has the conversation, so only the last
 * message is sent.
 *
 * Its promises reject with `ChatError` when the server refuses or can't be reached.
 */
export function createChatTransport(): ChatTransport<ChatMessage> {
  return new DefaultChatTransport<ChatMessage>({
    api: '/api/chat',
    fetch: fetchChat,
    prepareSendMessagesRequest: ({ id, messages, body }) => ({
      body: { chatId: id, ...body, ...(body?.retry ? {} : { message: lastMessage(messages) }) },
    }),
  });
}

function lastMessage(messages: ChatMessage[]) {
  const message = messages.at(-1);
  return message && { id: message.id, role: message.role, parts: message.parts };
}

async function fetchChat(input: RequestInfo | URL, init?: RequestInit): Promise<Response> {
  const response = await fetch(input, init).catch((error: unknown) => {
    throw error instanceof TypeError ? unreachable() : error;
  });
  if (response.ok) return response;
  // Nothing to resume is no error, whichever way the server says it.
  if (init?.method === 'GET' && response.status === 404) return new Response(null, { status: 204 });
  throw await readRefusal(response);
}
