import { act } from 'react';
import { beforeEach, expect, vi } from 'vitest';
import { readChat } from '@/app/chat/actions';
import { useAttachments } from '@/components/chat/attach/use-attachments';
import { textOf } from '@/components/chat/message/text-of';
import { useSpendGuard } from '@/components/chat/spend/use-spend-guard';
import { useConversation } from '@/components/chat/use-conversation';
import { useSending } from '@/components/chat/use-sending';
import { type ChatMessage, DEFAULT_SETTINGS } from '@/lib/chats/message';
import { type ChatId, newId, type UserId } from '@/lib/ids';
import { modelChoice } from '@/lib/models/testing/model-choice';
import { offline, savedChatOf } from './chat-on-the-wire';
import { reactRoot } from './react-root';

const FREE = modelChoice(null);
const nothing = () => undefined;

/**
 * A new chat, and the ways of what is written into it, for the tests of a file, before a server that they play: it is
 * away at first. The file mocks `readChat` and `showVersion`.
 */
export function heldSending() {
  const { show } = reactRoot();
  const server = vi.fn<(method: string, url: string, body: unknown) => Promise<Response>>();
  const chatId = newId<ChatId>();
  const place = { userId: newId<UserId>(), chatId };
  let conversation: ReturnType<typeof useConversation>;
  let sending: ReturnType<typeof useSending>;
  /** What the person answers when they are asked about the cost of a message. */
  let allowed: Promise<boolean>;

  function Chat() {
    conversation = useConversation({
      place,
      model: FREE.id,
      settings: DEFAULT_SETTINGS,
      initialMessages: [],
      replying: false,
      onReplyEnd: nothing,
      onReplyLeft: nothing,
      onAsk: () => sending.letFollow(),
      putBack: (outgoing) => sending.putBack(outgoing),
    });
    const guard = { ...useSpendGuard(place.userId, FREE, '', null), allows: () => allowed };
    const attachments = useAttachments(chatId);
    sending = useSending({
      place,
      draftId: chatId,
      conversation,
      guard,
      attachments,
      begin: nothing,
      announce: nothing,
    });
    return null;
  }

  beforeEach(() => {
    allowed = Promise.resolve(true);
    vi.mocked(readChat).mockReset().mockImplementation(offline);
    server.mockReset().mockImplementation(offline);
    vi.stubGlobal('fetch', (url: string, { method = 'GET', body }: RequestInit = {}) =>
      server(method, url, typeof body === 'string' ? JSON.parse(body) : undefined),
    );
  });

  const texts = () => conversation.messages.map(textOf);
  return {
    chatId,
    server,
    get conversation() {
      return conversation;
    },
    get sending() {
      return sending;
    },
    open: () => show(<Chat />),
    texts,
    /** What waits in line. */
    waiting: () => sending.queue.map(({ text }) => text),
    posts: () => server.mock.calls.filter(([method]) => method === 'POST').map(([, , body]) => body),
    shows: (...expected: string[]) => act(async () => void (await expect.poll(texts).toEqual(expected))),
    settles: () => act(async () => void (await expect.poll(() => conversation.phase).toBe('idle'))),
    /** What the server has, and whether it still writes. */
    saved: (messages: ChatMessage[], replying = false) =>
      vi.mocked(readChat).mockResolvedValue(savedChatOf(chatId, messages, replying)),
    /** From now on the person takes their time about the cost. @returns to let them allow it, and that they do */
    takesTime() {
      let allow: (isAllowed: boolean) => void = nothing;
      allowed = new Promise((resolve) => (allow = resolve));
      return { allow: () => act(async () => allow(true)), isAllowed: allowed };
    },
  };
}
