// @vitest-environment happy-dom
import { act } from 'react';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { readChat } from '@/app/chat/actions';
import { newId, type UserId } from '@/lib/ids';
import { modelChoice } from '@/lib/models/testing/model-choice';
import { refusal } from '@/tests/support/chat-on-the-wire';
import { button, press, typeInto } from '@/tests/support/hands';
import { reactRoot } from '@/tests/support/react-root';
import { NewChat } from './new-chat';
import { ChatListProvider } from './sidebar/chat-list-provider';

vi.mock('@/app/chat/actions', () => ({
  readChat: vi.fn(),
  showVersion: vi.fn(),
  readChatList: async () => undefined,
  readFigures: async () => undefined,
}));
vi.mock('next/navigation', async (original) => ({
  ...(await original<typeof import('next/navigation')>()),
  usePathname: () => window.location.pathname,
  useSearchParams: () => new URLSearchParams(),
  useRouter: () => ({ push: vi.fn(), refresh: vi.fn() }),
}));

const { show, reload } = reactRoot();
const userId = newId<UserId>();
const field = () => document.querySelector<HTMLTextAreaElement>('textarea[aria-label=Message]');
const passes = () => act(async () => void (await vi.advanceTimersByTimeAsync(15_000)));

beforeEach(() => {
  vi.useFakeTimers();
  vi.mocked(readChat).mockReset().mockResolvedValue(undefined);
  vi.stubGlobal('fetch', unanswered);
});
afterEach(() => vi.useRealTimers());

/** Until it is given up. */
function unanswered(_url: string, { signal }: RequestInit = {}): Promise<Response> {
  return new Promise((_, reject) => signal?.addEventListener('abort', () => reject(signal.reason)));
}

const page = () => (
  <ChatListProvider initialChats={{ chats: [], olderThan: null }}>
    <NewChat
      userId={userId}
      models={[modelChoice(null)]}
      modelId={undefined}
      figures={{ total: { tokens: 0, costPico: null, unpricedRequests: 0 }, allowance: null }}
    />
  </ChatListProvider>
);

async function beginNewChat() {
  window.history.pushState(null, '', '/chat');
  await show(page());
}

// A reload said that the chat doesn’t exist, and not where the message is.
describe('a first message that the server refused, and the person takes back', () => {
  beforeEach(async () => {
    await beginNewChat();
    vi.stubGlobal('fetch', refusal);
    await typeInto(field(), 'Hello');
    await press('Send');
    await show(page());
    expect(window.location.pathname).not.toBe('/chat');
    // The pencil has that name, too.
    await act(async () => document.querySelector<HTMLButtonElement>('[role=alert] button')?.click());
    await show(page());
  });

  it('stands in the field of a new chat, where a reload finds it', async () => {
    expect(window.location.pathname).toBe('/chat');
    expect(field()?.value).toBe('Hello');
    await reload(page());
    expect(field()?.value).toBe('Hello');
  });

  it('begins the same chat when it is sent after all, beside which “New chat” opens another', async () => {
    vi.stubGlobal('fetch', unanswered);
    await press('Send');
    await show(page());
    expect(window.location.pathname).toMatch(/^\/chat\/./);
    expect(button('Stop')).toBeDefined();
    await beginNewChat();
    expect(button('Stop')).toBeUndefined();
    expect(field()?.value).toBe('');
  });
});

describe('a first message that its chat was left with before the server answered', () => {
  beforeEach(async () => {
    await beginNewChat();
    await typeInto(field(), 'Hello');
    await press('Send');
    await show(page());
    expect(window.location.pathname).not.toBe('/chat');
    await typeInto(field(), 'And then?');
    await beginNewChat();
    await typeInto(field(), 'Typed');
  });

  // “New chat” did nothing there: only a reload brought it.
  it('comes, with what was written behind it, into the field of the new chat that is open', async () => {
    expect(field()?.value).toBe('Typed');
    await passes();
    expect(field()?.value).toBe('Hello\n\nAnd then?\n\nTyped');
    await reload(page());
    expect(field()?.value).toBe('Hello\n\nAnd then?\n\nTyped');
  });

  it('waits for the next new chat where something is said already in the one that is open', async () => {
    await press('Send');
    await passes();
    expect(field()?.value).toBe('');
    await show(page());
    vi.mocked(readChat).mockImplementation(() => new Promise(() => undefined));
    await beginNewChat();
    expect(field()?.value).toBe('Hello\n\nAnd then?');
  });
});
