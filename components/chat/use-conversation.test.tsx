// @vitest-environment happy-dom
import { act } from 'react';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { readChat, showVersion } from '@/app/chat/actions';
import type { LoadedChat } from '@/lib/chats/load-chat';
import { type ChatMessage, DEFAULT_SETTINGS } from '@/lib/chats/message';
import { type ChatId, newId, type UserId } from '@/lib/ids';
import { reactRoot } from '@/tests/support/react-root';
import { textOf } from './message/text-of';
import { useConversation } from './use-conversation';

vi.mock('@/app/chat/actions', () => ({ readChat: vi.fn(), showVersion: vi.fn() }));

const { show } = reactRoot();
const server = vi.fn<(method: string, url: string, body: unknown) => Promise<Response>>();
const chatId = newId<ChatId>();
const place = { userId: newId<UserId>(), chatId };

let conversation: ReturnType<typeof useConversation>;

function Chat({ messages = [] as ChatMessage[] }) {
  conversation = useConversation({
    place,
    model: 'demo',
    settings: DEFAULT_SETTINGS,
    initialMessages: messages,
    replying: false,
    onReplyEnd: () => undefined,
  });
  return null;
}

beforeEach(() => {
  server.mockReset();
  vi.mocked(readChat).mockReset();
  vi.mocked(showVersion).mockReset();
  vi.stubGlobal('fetch', (url: string, { method = 'GET', body }: RequestInit = {}) =>
    server(method, url, typeof body === 'string' ? JSON.parse(body) : undefined),
  );
});

afterEach(() => vi.useRealTimers());

const asked = (id: string, text: string, versions?: string[]): ChatMessage => ({
  id,
  role: 'user',
  parts: [{ type: 'text', text }],
  metadata: versions && { versions },
});
const replied = (id: string, text: string, versions?: string[]): ChatMessage => ({
  id,
  role: 'assistant',
  parts: [{ type: 'text', text }],
  metadata: { status: 'complete', ...(versions && { versions }) },
});
const TALK = [asked('q1', 'One?'), replied('a1', 'One.'), asked('q2', 'Two?'), replied('a2', 'Two.')];

const savedChat = (messages: ChatMessage[], replying = false): LoadedChat => ({
  id: chatId,
  title: 'Numbers',
  model: 'demo',
  settings: DEFAULT_SETTINGS,
  shareId: null,
  messages,
  replying,
});
const offline = () => Promise.reject(new TypeError('Failed to fetch'));
const refusal = async () =>
  Response.json({ error: { code: 'context_length_exceeded', message: 'It is too long.' } }, { status: 400 });

/** A reply as it comes over the wire; `cut`: the connection is lost before its end. */
function stream(id: string, text: string, ending: 'complete' | 'cut' = 'complete') {
  const chunks = [
    { type: 'start', messageId: id },
    { type: 'text-start', id: 't' },
    { type: 'text-delta', id: 't', delta: text },
    { type: 'text-end', id: 't' },
    ...(ending === 'complete' ? [{ type: 'finish', messageMetadata: { status: 'complete' } }] : []),
  ];
  const bytes = chunks.map((chunk) => new TextEncoder().encode(`data: ${JSON.stringify(chunk)}\n\n`));
  const body = new ReadableStream<Uint8Array>({
    pull(controller) {
      const next = bytes.shift();
      if (next) controller.enqueue(next);
      else if (ending === 'cut') controller.error(new TypeError('network error'));
      else controller.close();
    },
  });
  return async () => new Response(body, { headers: { 'Content-Type': 'text/event-stream' } });
}

const texts = () => conversation.messages.map(textOf);
const problem = () => conversation.problem?.code;
const requests = () => server.mock.calls.map(([method, , body]) => ({ method, body }));
const isIdle = () => vi.waitFor(() => expect(conversation.phase).toBe('idle'));

/** Does something, and waits until nothing is under way because of it. */
async function done(deed: () => unknown) {
  await act(async () => void deed());
  await act(isIdle);
}

describe('a message that is answered again', () => {
  // It asked for the last reply anew, whichever had been meant.
  it('is answered again by “Try again” too, where that failed', async () => {
    await show(<Chat messages={TALK} />);
    vi.mocked(readChat).mockResolvedValue(savedChat(TALK));
    server.mockImplementationOnce(async () => new Response('', { status: 503 }));
    await done(() => conversation.regenerate('a1'));
    expect(problem()).toBe('http_503');
    expect(texts()).toEqual(['One?', 'One.', 'Two?', 'Two.']);
    server.mockImplementationOnce(stream('a3', 'Uno.'));
    await done(() => conversation.retry());
    expect(requests().map(({ body }) => body)).toMatchObject([{ answerAgain: 'q1' }, { answerAgain: 'q1' }]);
    expect(texts()).toEqual(['One?', 'Uno.']);
  });

  // The reply vanished, and the notice said that it went on, although nothing had been asked for.
  it('stands there with its reply as before when the server can’t be reached', async () => {
    await show(<Chat messages={TALK} />);
    server.mockImplementation(offline);
    vi.mocked(readChat).mockImplementation(offline);
    await done(() => conversation.regenerate('a1'));
    expect(problem()).toBe('unreachable');
    expect(conversation.canTakeBack).toBe(false);
    expect(texts()).toEqual(['One?', 'One.', 'Two?', 'Two.']);

    vi.mocked(readChat).mockResolvedValue(savedChat(TALK));
    server.mockReset().mockImplementationOnce(stream('a3', 'Uno.'));
    await done(() => conversation.retry());
    expect(requests()).toMatchObject([{ method: 'POST', body: { answerAgain: 'q1' } }]);
    expect(texts()).toEqual(['One?', 'Uno.']);
  });

  it('is not answered once more by “Try again” where only the way back was lost', async () => {
    await show(<Chat messages={TALK} />);
    server.mockImplementationOnce(offline);
    await done(() => conversation.regenerate('a1'));
    vi.mocked(readChat).mockResolvedValue(savedChat([asked('q1', 'One?'), replied('a3', 'Uno.')]));
    server.mockReset().mockImplementation(async () => new Response(null, { status: 204 }));
    await done(() => conversation.retry());
    await vi.waitFor(() => expect(texts()).toEqual(['One?', 'Uno.']));
    expect(requests().map(({ method }) => method)).toEqual(['GET']);
    expect(problem()).toBeUndefined();
  });
});

describe('the notice of a lost connection', () => {
  async function loseReply() {
    await show(<Chat />);
    vi.mocked(readChat).mockImplementationOnce(offline);
    server.mockImplementationOnce(stream('a1', 'On', 'cut'));
    await done(() => conversation.send({ text: 'One?', files: [] }));
    expect(problem()).toBe('connection_lost');
  }

  // It stood under the complete reply, as only reading the chat anew took it away.
  it('goes when the reply was resumed, and came to its end', async () => {
    await loseReply();
    server.mockImplementationOnce(stream('a1', 'One.'));
    await done(() => conversation.retry());
    await vi.waitFor(() => expect(texts()).toEqual(['One?', 'One.']));
    expect(problem()).toBeUndefined();
  });

  // It came back under the reply to the next message.
  it('goes when something else is asked', async () => {
    await loseReply();
    server.mockImplementationOnce(stream('a2', 'Two.'));
    await done(() => conversation.send({ text: 'Two?', files: [] }));
    expect(texts().at(-1)).toBe('Two.');
    expect(problem()).toBeUndefined();
  });
});

describe('a message that the server refused', () => {
  const unsent = () => Object.values({ ...sessionStorage }).join();

  // It was counted as a version, and its words came back into the composer later.
  it.each([
    ['', [asked('q1', 'One?'), replied('a1', 'One.')], undefined],
    ['as another version of one', TALK, ['q2', 'new']],
  ])('is replaced when it is edited, and is no version: %s', async (_, before, versions) => {
    await show(<Chat messages={before} />);
    server.mockImplementationOnce(refusal);
    if (versions) await done(() => conversation.edit('q2', { text: 'Too long', files: [] }));
    else await done(() => conversation.send({ text: 'Too long', files: [] }));
    const refused = conversation.messages.at(-1)?.id ?? '';
    expect(conversation.canTakeBack).toBe(true);
    server.mockImplementationOnce(stream('a3', 'Yes.'));
    await done(() => conversation.edit(refused, { id: 'new', text: 'Short', files: [] }));
    expect(texts()).toEqual(['One?', 'One.', 'Short', 'Yes.']);
    expect(conversation.messages[2]?.metadata?.versions).toEqual(versions);
    expect(unsent()).toBe('');
  });

  // What was sent then took the place of the last reply, which had nothing to do with it.
  it('is nothing to be taken back any more once another version is shown', async () => {
    await show(<Chat messages={TALK} />);
    server.mockImplementationOnce(refusal);
    await done(() => conversation.edit('q2', { text: 'Too long', files: [] }));
    vi.mocked(showVersion).mockResolvedValue({ done: true, value: savedChat(TALK) });
    await done(() => conversation.showVersion('q2'));
    expect(conversation.canTakeBack).toBe(false);
    expect(problem()).toBeUndefined();
    server.mockImplementationOnce(stream('a3', 'Three.'));
    await done(() => conversation.send({ text: 'Three?', files: [] }));
    expect(texts()).toEqual(['One?', 'One.', 'Two?', 'Two.', 'Three?', 'Three.']);
  });
});
