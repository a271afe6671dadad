import { act } from 'react';
import { beforeEach, expect, vi } from 'vitest';
import { readChat } from '@/app/chat/actions';
import { Conversation } from '@/components/chat/conversation';
import { ChatListProvider } from '@/components/chat/sidebar/chat-list-provider';
import type { ChatMessage } from '@/lib/chats/message';
import { type ChatId, newId, type UserId } from '@/lib/ids';
import { modelChoice } from '@/lib/models/testing/model-choice';
import { asked, replied, unendedReply } from './chat-on-the-wire';
import { button, typeInto } from './hands';
import { reactRoot } from './react-root';

const MODEL = modelChoice(null, { id: 'demo', name: 'Demo', demo: true });
const QUESTION = asked('q1', 'One?');

/** What was said before, in most of the tests. */
export const TALK = [QUESTION, replied('a1', 'One.')];
/** The same with another reply beside: which of the two is shown. */
export const versionsOf = (id: 'a1' | 'a2', text: string) => [QUESTION, replied(id, text, ['a1', 'a2'])];

/**
 * A chat on the page for the tests of a file, with a server whose replies begin with a word, and end when `endReply` is
 * called. A Stop does not reach it. The file mocks `next/navigation`, and `readChat`, `showVersion`, `readChatList` and
 * `readFigures`.
 */
export function shownConversation() {
  const { show, reload } = reactRoot();
  const userId = newId<UserId>();
  const chatId = newId<ChatId>();
  let requests: string[];
  let endReply: () => void;

  async function fetchReply(url: string, { method = 'GET' }: RequestInit = {}): Promise<Response> {
    requests.push(`${method} ${url}`);
    if (url !== '/api/chat') return new Promise(() => undefined);
    const reply = unendedReply('One.');
    endReply = reply.end;
    return reply.response;
  }

  const chat = (initialMessages: ChatMessage[]) => (
    <ChatListProvider initialChats={{ chats: [], olderThan: null }}>
      <Conversation
        key={initialMessages.length}
        userId={userId}
        chatId={chatId}
        models={[MODEL, { ...MODEL, id: 'other', name: 'Other' }]}
        modelId="demo"
        figures={{ total: { tokens: 0, costPico: null, unpricedRequests: 0 }, allowance: null }}
        initialMessages={initialMessages}
      />
    </ChatListProvider>
  );

  beforeEach(async () => {
    requests = [];
    vi.mocked(readChat).mockReset().mockResolvedValue(undefined);
    vi.stubGlobal('fetch', fetchReply);
    await show(chat(TALK));
  });

  const field = (label: string) =>
    document.querySelector<HTMLTextAreaElement>(`textarea[aria-label="${label}"]`);
  return {
    userId,
    chatId,
    fetchReply,
    open: (messages: ChatMessage[]) => show(chat(messages)),
    reload: (messages: ChatMessage[]) => reload(chat(messages)),
    requests: () => requests,
    endReply: () => act(async () => endReply()),
    /** Waits for a button of that name. */
    shows: (name: string) => act(async () => void (await expect.poll(() => button(name)).toBeDefined())),
    field,
    type: (text: string) => typeInto(field('Message'), text),
    /** What a screen reader was told last, by region. */
    told: () => [...document.querySelectorAll('[aria-live=polite]')].map(({ textContent }) => textContent),
  };
}
