import { act } from 'react';
import { beforeEach, expect, vi } from 'vitest';
import { readChat, showVersion } from '@/app/chat/actions';
import { textOf } from '@/components/chat/message/text-of';
import type { Outgoing } from '@/components/chat/outgoing';
import { useConversation } from '@/components/chat/use-conversation';
import { type ChatMessage, DEFAULT_SETTINGS } from '@/lib/chats/message';
import { type ChatId, newId, type UserId } from '@/lib/ids';
import { asked, replied, savedChatOf } from './chat-on-the-wire';
import { reactRoot } from './react-root';

/** What was said before, in most of the tests. */
export const TALK = [asked('q1', 'One?'), replied('a1', 'One.'), asked('q2', 'Two?'), replied('a2', 'Two.')];

interface Opened {
  messages?: ChatMessage[];
  replying?: boolean;
}

/**
 * A conversation whose state the tests of a file hold, before a server that they play. The file mocks `readChat` and
 * `showVersion`.
 */
export function heldConversation() {
  const { show } = reactRoot();
  const server =
    vi.fn<(method: string, url: string, body: unknown, signal: AbortSignal) => Promise<Response>>();
  const onAsk = vi.fn();
  const onReplyEnd = vi.fn();
  const onReplyLeft = vi.fn();
  const putBack = vi.fn<(outgoing: Outgoing) => void>();
  const chatId = newId<ChatId>();
  const place = { userId: newId<UserId>(), chatId };
  let conversation: ReturnType<typeof useConversation>;

  function Conversation({ messages = [], replying = false }: Opened) {
    conversation = useConversation({
      place,
      model: 'demo',
      settings: DEFAULT_SETTINGS,
      initialMessages: messages,
      replying,
      onReplyEnd,
      onReplyLeft,
      onAsk,
      putBack,
    });
    return null;
  }

  beforeEach(() => {
    server.mockReset();
    putBack.mockReset();
    onAsk.mockReset();
    onReplyEnd.mockReset();
    onReplyLeft.mockReset();
    vi.mocked(readChat).mockReset().mockResolvedValue(undefined);
    vi.mocked(showVersion).mockReset();
    vi.stubGlobal('fetch', (url: string, { method = 'GET', body, signal }: RequestInit = {}) =>
      server(
        method,
        url,
        typeof body === 'string' ? JSON.parse(body) : undefined,
        signal ?? new AbortController().signal,
      ),
    );
  });

  const isIdle = async () => void (await expect.poll(() => conversation.phase).toBe('idle'));
  return {
    chatId,
    server,
    get state() {
      return conversation;
    },
    open: (messages?: ChatMessage[], replying?: boolean) =>
      show(<Conversation messages={messages} replying={replying} />),
    savedChat: (messages: ChatMessage[], replying?: boolean) => savedChatOf(chatId, messages, replying),
    texts: () => conversation.messages.map(textOf),
    /** What was put back into the composer. */
    putBack: () => putBack.mock.calls.map(([{ text }]) => text),
    problem: () => conversation.problem?.code,
    requests: () => server.mock.calls.map(([method, , body]) => ({ method, body })),
    isIdle,
    asks: () => onAsk.mock.calls.length,
    /** How often a reply has ended, and how often the chat was left before. */
    ends: () => onReplyEnd.mock.calls.length,
    leavings: () => onReplyLeft.mock.calls.length,
    leave: () => show(null),
    /** Does something, and waits until nothing is under way because of it. */
    async done(deed: () => unknown) {
      await act(async () => void deed());
      await act(isIdle);
    },
  };
}
