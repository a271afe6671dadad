import { type ChatTransport, DefaultChatTransport, type UIMessageChunk } from 'ai';
import type { ChatMessage, ChatSettings } from '@/lib/chats/message';
import { isObject, textAt } from '@/lib/json';
import {
  ChatError,
  connectionLost,
  readErrorResponse,
  type SendOutcome,
  signedOut,
  unreachable,
} from './chat-error';

/** What `sendMessage` and `regenerate` of `useChat` are given as `body`. */
export interface AskOptions {
  model: string;
  /** Of a chat that begins with this message. */
  settings?: ChatSettings;
  /** The message is saved: only have it answered again. */
  again?: true;
}

/** `nothing`: no reply is under way any more, so what there is of it is saved. */
export type ReconnectOutcome = 'resumed' | 'nothing' | 'failed';

export interface TransportEvents {
  /** Waited for before a reply is gone on with: whether one may be under way. */
  beforeReconnect: () => Promise<boolean>;
  onReconnect: (outcome: ReconnectOutcome) => void;
  /** Called once it is known whether the server has the last message, which the model was to answer. */
  onSent: (messages: ChatMessage[], outcome: SendOutcome, modelId: string | undefined) => void;
}

/**
 * Carries a conversation between `useChat` and `/api/chat`. The server has the conversation, so only the last
 * message is sent. Its promises reject with `ChatError`.
 */
export function createChatTransport({
  beforeReconnect,
  onReconnect,
  onSent,
}: TransportEvents): ChatTransport<ChatMessage> {
  const http = new DefaultChatTransport<ChatMessage>({
    api: '/api/chat',
    fetch: (input, init) => (init?.method === 'GET' ? fetchRunningReply : fetchReply)(input, init),
    prepareSendMessagesRequest: ({ id, messages, body: { again, ...body } = {} }) => ({
      body: {
        chatId: id,
        ...body,
        ...(again ? { answerAgain: messages.at(-1)?.id } : { message: lastOf(messages) }),
      },
    }),
    prepareReconnectToStreamRequest: ({ id }) => ({ api: `/api/chat/${id}/stream` }),
  });
  return {
    resumeStreamIsReplay: http.resumeStreamIsReplay,
    async sendMessages(options) {
      const modelId = isObject(options.body) ? textAt(options.body, 'model') : undefined;
      try {
        const stream = await http.sendMessages(options);
        onSent(options.messages, 'taken', modelId);
        return stream;
      } catch (error) {
        onSent(options.messages, outcomeOf(error), modelId);
        if (!isAsked(error)) throw error;
        // Another tab sent it, or the browser did a second time. Without a stream, what is saved is looked for.
        return (await reconnectToStream(options)) ?? emptyStream();
      }
    },
    reconnectToStream,
  };

  /** Of the reply under way, which may be to something else that was asked elsewhere: that is shown before. */
  async function reconnectToStream(options: Parameters<typeof http.reconnectToStream>[0]) {
    const tell = (outcome: ReconnectOutcome) => {
      // Of two tries, which React's strict mode makes, or a network that returns, the one that is given up tells nothing.
      if (!options.abortSignal?.aborted) onReconnect(outcome);
    };
    try {
      const stream = (await beforeReconnect()) ? await http.reconnectToStream(options) : null;
      tell(stream ? 'resumed' : 'nothing');
      return stream;
    } catch (error) {
      tell('failed');
      throw error;
    }
  }
}

function outcomeOf(error: unknown): SendOutcome {
  if (isAsked(error)) return 'taken';
  return error instanceof ChatError ? error.sent : 'unclear';
}

/** Whether the server has the message from before: as `AlreadyAskedError`. */
function isAsked(error: unknown): boolean {
  return error instanceof ChatError && error.code === 'already_asked';
}

function emptyStream(): ReadableStream<UIMessageChunk> {
  return new ReadableStream({ start: (controller) => controller.close() });
}

function lastOf(messages: ChatMessage[]) {
  const message = messages.at(-1);
  const parentId = messages.at(-2)?.id ?? null;
  return message && { id: message.id, role: message.role, parts: message.parts, parentId };
}

async function fetchReply(input: RequestInfo | URL, init?: RequestInit): Promise<Response> {
  const response = await fetch(input, init).catch((error: unknown) => {
    throw error instanceof TypeError ? unreachable() : error;
  });
  if (!response.ok) throw await readErrorResponse(response);
  return response;
}

async function fetchRunningReply(input: RequestInfo | URL, init?: RequestInit): Promise<Response> {
  const response = await fetch(input, init).catch((error: unknown) => {
    throw error instanceof TypeError ? connectionLost() : error;
  });
  if (response.status === 404) return new Response(null, { status: 204 });
  if (response.status === 401) throw signedOut();
  if (!response.ok) throw connectionLost();
  return response;
}
