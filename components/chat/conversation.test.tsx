// @vitest-environment happy-dom
import { act } from 'react';
import { beforeEach, describe, expect, it, vi } from 'vitest';
import { readChat, showVersion } from '@/app/chat/actions';
import type { ChatMessage } from '@/lib/chats/message';
import { type ChatId, newId, type UserId } from '@/lib/ids';
import { modelChoice } from '@/lib/models/testing/model-choice';
import {
  asked,
  offline,
  refusal,
  replied,
  savedChatOf,
  unendedReply,
} from '@/tests/support/chat-on-the-wire';
import { button, press, typeInto } from '@/tests/support/hands';
import { reactRoot } from '@/tests/support/react-root';
import { draftIdOf } from './composer/draft';
import { saveChoice } from './composer/kept-choice';
import { Conversation } from './conversation';
import { ChatListProvider } from './sidebar/chat-list-provider';

vi.mock('@/app/chat/actions', () => ({
  readChat: vi.fn(),
  showVersion: vi.fn(),
  readChatList: async () => undefined,
  readFigures: async () => undefined,
}));
vi.mock('next/navigation', async (original) => ({
  ...(await original<typeof import('next/navigation')>()),
  usePathname: () => '/chat',
  useRouter: () => ({ push: vi.fn() }),
}));

const { show, reload } = reactRoot();
const chatId = newId<ChatId>();
const TALK = [asked('q1', 'One?'), replied('a1', 'One.')];
const MODEL = modelChoice(null, { id: 'demo', name: 'Demo', demo: true });

const userId = newId<UserId>();

let requests: string[];
let endReply: () => void;

/** The server: a reply begins with a word, and ends when `endReply` is called. A Stop does not reach it. */
async function fetchReply(url: string, { method = 'GET' }: RequestInit = {}): Promise<Response> {
  requests.push(`${method} ${url}`);
  if (url !== '/api/chat') return new Promise(() => undefined);
  const reply = unendedReply('One.');
  endReply = reply.end;
  return reply.response;
}

beforeEach(async () => {
  requests = [];
  vi.mocked(readChat).mockReset().mockResolvedValue(undefined);
  vi.stubGlobal('fetch', fetchReply);
  await show(chat(TALK));
});

function chat(initialMessages: ChatMessage[]) {
  return (
    <ChatListProvider initialChats={{ chats: [], olderThan: null }}>
      <Conversation
        key={initialMessages.length}
        userId={userId}
        chatId={chatId}
        models={[MODEL, { ...MODEL, id: 'other', name: 'Other' }]}
        modelId="demo"
        figures={{ total: { tokens: 0, costPico: null }, allowance: null }}
        initialMessages={initialMessages}
      />
    </ChatListProvider>
  );
}

const shows = (label: string) => act(() => vi.waitFor(() => expect(button(label)).toBeDefined()));
const field = (label: string) =>
  document.querySelector<HTMLTextAreaElement>(`textarea[aria-label="${label}"]`);
/** What a screen reader was told last, by region. */
const told = () => [...document.querySelectorAll('[aria-live=polite]')].map(({ textContent }) => textContent);

const type = (text: string) => typeInto(field('Message'), text);

describe('a message that waits for the reply under way', () => {
  beforeEach(async () => {
    await type('Two?');
    await press('Send');
    await shows('Stop');
    await type('Three?');
    await press('Send next');
  });

  // Who does not see the list was told nothing.
  it('is told to a screen reader: that it waits, and when it is removed', async () => {
    expect(told()).toContain('Waits in line: Three?');
    await press('Remove “Three?”');
    expect(told()).toContain('Removed from the line: Three?');
  });

  it('is told to a screen reader when it is sent by itself', async () => {
    await act(async () => endReply());
    await act(() => vi.waitFor(() => expect(requests).toEqual(['POST /api/chat', 'POST /api/chat'])));
    expect(told()).toContain('Sent from the line: Three?');
  });

  // The message in line was sent, and billed.
  it('is not sent after a Stop that came to the server when the reply had ended by itself', async () => {
    await press('Stop');
    await act(async () => endReply());
    await shows('Send now');
    expect(requests.filter((request) => request === 'POST /api/chat')).toHaveLength(1);
  });
});

// It went out before the version that was left, and what was shown then was gone.
describe('a message that is sent while another version is fetched', () => {
  const shown = [TALK[0], replied('a1', 'One.', ['a1', 'a2'])].flatMap((message) => message ?? []);
  const other = [TALK[0], replied('a2', 'Uno.', ['a1', 'a2'])].flatMap((message) => message ?? []);
  let endSwitch: (switched: Awaited<ReturnType<typeof showVersion>>) => void;
  const parents = vi.fn();

  beforeEach(async () => {
    parents.mockReset();
    vi.stubGlobal('fetch', (url: string, init: RequestInit = {}) => {
      if (url === '/api/chat') parents(JSON.parse(String(init.body)).message.parentId);
      return fetchReply(url, init);
    });
    vi.mocked(showVersion).mockReturnValue(
      new Promise((resolve) => {
        endSwitch = resolve;
      }),
    );
    await reload(chat(shown));
    await press('Next version');
    await type('Two?');
    await press('Send');
    expect(parents).not.toHaveBeenCalled();
  });

  it('waits in line, and goes on from that version', async () => {
    expect(told()).toContain('Waits in line: Two?');
    await act(async () => endSwitch({ done: true, value: savedChatOf(chatId, other) }));
    await act(() => vi.waitFor(() => expect(parents.mock.calls).toEqual([['a2']])));
  });

  it('goes on from what is shown, where the version can’t be', async () => {
    await act(async () => endSwitch({ done: false, message: 'It is gone.' }));
    await act(() => vi.waitFor(() => expect(parents.mock.calls).toEqual([['a1']])));
  });

  it('waits for the reply to that version, where it is being answered elsewhere', async () => {
    await act(async () => endSwitch({ done: true, value: savedChatOf(chatId, TALK.slice(0, 1), true) }));
    await shows('Stop');
    expect(parents).not.toHaveBeenCalled();
    expect(button('Remove “Two?”')).toBeDefined();
  });
});

describe('a message that could not be sent', () => {
  const said = () => [...document.querySelectorAll('article p')].map(({ textContent }) => textContent);
  const isNoted = () =>
    act(() => vi.waitFor(() => expect(document.querySelector('[role=alert]')).not.toBeNull()));

  /** @returns the id of the message that could not be sent */
  async function fail(fetchNothing: typeof refusal): Promise<string> {
    let sent = '';
    vi.stubGlobal('fetch', (_url: string, { body }: RequestInit) => {
      sent = JSON.parse(String(body)).message.id;
      return fetchNothing();
    });
    await type('Two?');
    await press('Send');
    await isNoted();
    vi.stubGlobal('fetch', fetchReply);
    await type('Three?');
    return sent;
  }

  // What could not be sent was gone once another message was.
  it.each([
    ['refused it', refusal],
    ['could not be reached', offline],
  ])('is in the composer again when another is sent, where the server %s', async (_, fetchNothing) => {
    await fail(fetchNothing);
    await press('Send');
    await act(() => vi.waitFor(() => expect(field('Message')?.value).toBe('Two?')));
    await act(async () => endReply());
    expect(said()).toEqual(['One?', 'One.', 'Three?', 'One.']);
  });

  // The field and the draft were empty by then, and a reload lost it.
  it('leaves the other one in the tab while the server is asked whether it has arrived', async () => {
    await fail(offline);
    vi.mocked(readChat).mockReturnValue(new Promise(() => undefined));
    await press('Send');
    expect(JSON.stringify({ ...sessionStorage })).toContain('Three?');
  });

  it('is shown with its reply, and the other one waits for that, where only the answer was lost', async () => {
    const saved = [...TALK, asked(await fail(offline), 'Two?')];
    vi.mocked(readChat).mockResolvedValue(savedChatOf(chatId, saved, true));
    await press('Send');
    await shows('Remove “Three?”');
    expect(said()).toEqual(['One?', 'One.', 'Two?']);
    expect(field('Message')?.value).toBe('');
    expect(requests).not.toContain('POST /api/chat');
  });
});

// Both were silently gone after a reload.
describe('what was chosen beside a message that is not sent yet', () => {
  it('goes with the first message of a chat: how the model is asked', async () => {
    await show(chat([]));
    // It is loaded when it is first shown.
    await import('./header/settings-dialog');
    await press('Chat settings');
    const checkbox = () => document.querySelector<HTMLInputElement>('dialog input[type=checkbox]');
    await act(() => vi.waitFor(() => expect(checkbox()).not.toBeNull()));
    await act(async () => checkbox()?.click());
    await act(async () => {
      const submit = new Event('submit', { bubbles: true, cancelable: true });
      document.querySelector('dialog form')?.dispatchEvent(submit);
    });
    await reload(chat([]));
    let sent: unknown;
    vi.stubGlobal('fetch', (_url: string, { body }: RequestInit) => {
      sent = JSON.parse(String(body));
      return refusal();
    });
    await type('One?');
    await press('Send');
    expect(sent).toMatchObject({ settings: { temperature: 1 } });
  });

  it('stays with a chat: which model answers', async () => {
    const picker = () => document.querySelector('button[popovertarget][aria-haspopup=dialog]')?.textContent;
    expect(picker()).toContain('Demo');
    saveChoice(draftIdOf(userId, chatId), { modelId: 'other' });
    await reload(chat(TALK));
    expect(picker()).toContain('Other');
  });
});

// Arabic, Hebrew and Persian were laid out from the left.
describe('text of a person', () => {
  it('is read from the side of its script where it is written, and where it stands', async () => {
    expect(field('Message')?.dir).toBe('auto');
    expect(document.querySelector('article p')?.getAttribute('dir')).toBe('auto');
    expect(document.querySelector('h1')?.dir).toBe('auto');
    // It is loaded when it is first shown.
    await import('./message/edit-message');
    await press('Edit message');
    await act(() => vi.waitFor(() => expect(field('Message to send anew')?.dir).toBe('auto')));
  });
});
