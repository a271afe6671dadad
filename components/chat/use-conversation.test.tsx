// @vitest-environment happy-dom
import { act } from 'react';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { readChat, showVersion } from '@/app/chat/actions';
import { type ChatMessage, DEFAULT_SETTINGS } from '@/lib/chats/message';
import { type ChatId, newId, type UserId } from '@/lib/ids';
import { asked, offline, refusal, replied, savedChatOf, stream } from '@/tests/support/chat-on-the-wire';
import { reactRoot } from '@/tests/support/react-root';
import { textOf } from './message/text-of';
import { useConversation } from './use-conversation';

vi.mock('@/app/chat/actions', () => ({ readChat: vi.fn(), showVersion: vi.fn() }));

const { show } = reactRoot();
const server = vi.fn<(method: string, url: string, body: unknown) => Promise<Response>>();
const chatId = newId<ChatId>();
const place = { userId: newId<UserId>(), chatId };

let conversation: ReturnType<typeof useConversation>;

function Chat({ messages = [] as ChatMessage[], replying = false }) {
  conversation = useConversation({
    place,
    model: 'demo',
    settings: DEFAULT_SETTINGS,
    initialMessages: messages,
    replying,
    onReplyEnd: () => undefined,
  });
  return null;
}

beforeEach(() => {
  server.mockReset();
  vi.mocked(readChat).mockReset().mockResolvedValue(undefined);
  vi.mocked(showVersion).mockReset();
  vi.stubGlobal('fetch', (url: string, { method = 'GET', body }: RequestInit = {}) =>
    server(method, url, typeof body === 'string' ? JSON.parse(body) : undefined),
  );
});

afterEach(() => vi.useRealTimers());

const TALK = [asked('q1', 'One?'), replied('a1', 'One.'), asked('q2', 'Two?'), replied('a2', 'Two.')];
const savedChat = (messages: ChatMessage[], replying?: boolean) => savedChatOf(chatId, messages, replying);

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
  // “Try again” asked for the last reply anew, whichever had been meant.
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

  // The earlier question was answered once more, and its reply took the place of what had been asked since.
  it('is not by “Try again” where something else was asked elsewhere since', async () => {
    await show(<Chat messages={TALK} />);
    server.mockImplementationOnce(stream('a3', 'Un', 'cut'));
    vi.mocked(readChat).mockImplementationOnce(offline);
    await done(() => conversation.regenerate('a1'));
    const elsewhere = [asked('q1', 'One?'), replied('a3', 'Uno.'), asked('q3', 'Three?')];
    vi.mocked(readChat).mockResolvedValue(savedChat(elsewhere));
    await done(() => conversation.retry());
    await act(() => vi.waitFor(() => expect(problem()).toBe('unanswered')));
    server.mockReset().mockImplementationOnce(stream('a4', 'Three.'));
    await done(() => conversation.retry());
    expect(requests()).toMatchObject([{ method: 'POST', body: { message: { id: 'q3', parentId: 'a3' } } }]);
    expect(texts()).toEqual(['One?', 'Uno.', 'Three?', 'Three.']);
  });

  describe('by “Try again”, while it is read whether it has arrived', () => {
    let read: (() => void)[];

    beforeEach(async () => {
      read = [];
      await show(<Chat messages={TALK} />);
      server.mockImplementation(offline);
      await done(() => conversation.regenerate('a1'));
      vi.mocked(readChat).mockImplementation(
        () => new Promise((resolve) => read.push(() => resolve(savedChat(TALK)))),
      );
      server.mockReset().mockImplementation(offline);
    });
    const isRead = () => done(() => read.map((resolve) => resolve()));

    // Each click had a reply written, and billed.
    it('is answered once, however often that is pressed', async () => {
      server.mockImplementationOnce(stream('a3', 'Uno.'));
      const { retry } = conversation;
      await act(async () => [retry(), retry()].length);
      expect(conversation.phase).not.toBe('idle');
      expect(problem()).toBeUndefined();
      await act(async () => void conversation.retry());
      await isRead();
      expect(requests()).toMatchObject([{ method: 'POST', body: { answerAgain: 'q1' } }]);
      expect(texts()).toEqual(['One?', 'Uno.']);
    });

    it('is not answered after a Stop', async () => {
      await act(async () => void conversation.retry());
      await done(() => conversation.stop());
      await isRead();
      expect(server.mock.calls.map(([, url]) => url)).toEqual([`/api/chat/${chatId}/stop`]);
      expect(problem()).toBe('unreachable');
    });
  });
});

describe('a message that upstream failed to answer, and the server kept', () => {
  const kept = (messages: ChatMessage[], replying?: boolean) =>
    vi.mocked(readChat).mockResolvedValue(savedChat(messages, replying));

  async function fail(id: string) {
    await show(<Chat messages={[]} />);
    server.mockImplementationOnce(async () => new Response('', { status: 503 }));
    await done(() => conversation.send({ id, text: 'One?', files: [] }));
    expect(problem()).toBe('http_503');
  }

  // It was taken for one that the server doesn’t have: sent anew, it was answered, and billed, twice.
  it('is not taken back when “Try again” is refused, and its chat is no new one', async () => {
    await fail('q1');
    kept([asked('q1', 'One?')]);
    server.mockImplementationOnce(refusal);
    await done(() => conversation.retry());
    expect(problem()).toBe('context_length_exceeded');
    expect(conversation).toMatchObject({ canTakeBack: false, isNew: false });
  });

  it('is taken back when that is refused, where the server does not have it after all', async () => {
    await fail('q1');
    server.mockImplementationOnce(refusal);
    await done(() => conversation.retry());
    expect(conversation).toMatchObject({ canTakeBack: true, isNew: true });
  });

  it('is not answered once more by “Try again” where it was answered meanwhile', async () => {
    await fail('q1');
    kept([asked('q1', 'One?'), replied('a1', 'One.')]);
    server.mockReset().mockImplementation(async () => new Response(null, { status: 204 }));
    await done(() => conversation.retry());
    expect(requests().map(({ method }) => method)).toEqual(['GET']);
    expect(texts()).toEqual(['One?', 'One.']);
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

  // The notice stood under the complete reply, as only reading the chat anew took it away.
  it('goes when the reply was resumed, and came to its end', async () => {
    await loseReply();
    server.mockImplementationOnce(stream('a1', 'One.'));
    await done(() => conversation.retry());
    await vi.waitFor(() => expect(texts()).toEqual(['One?', 'One.']));
    expect(problem()).toBeUndefined();
  });

  // The notice came back under the reply to the next message.
  it('goes when something else is asked', async () => {
    await loseReply();
    server.mockImplementationOnce(stream('a2', 'Two.'));
    await done(() => conversation.edit(conversation.messages[0]?.id ?? '', { text: 'Two?', files: [] }));
    expect(texts()).toEqual(['Two?', 'Two.']);
    expect(problem()).toBeUndefined();
  });

  // It said “Reconnect” for ever, and tried to every five seconds.
  it('says to sign in where the session has ended, and waits for the person then', async () => {
    vi.useFakeTimers();
    await loseReply();
    server.mockImplementationOnce(async () => new Response('', { status: 401 }));
    await done(() => conversation.retry());
    expect(problem()).toBe('sign_in_required');
    expect(conversation.canTakeBack).toBe(false);
    expect(texts()).toEqual(['One?', 'On']);
    vi.mocked(readChat).mockClear();
    await act(async () => void (await vi.advanceTimersByTimeAsync(20_000)));
    expect(readChat).not.toHaveBeenCalled();

    server.mockClear().mockImplementationOnce(stream('a1', 'One.'));
    await done(() => conversation.retry());
    await vi.waitFor(() => expect(texts()).toEqual(['One?', 'One.']));
    expect(requests().map(({ method }) => method)).toEqual(['GET']);
    expect(problem()).toBeUndefined();
  });

  // The notice stood under the complete reply until the server was asked the next time.
  it('does not come where the whole reply could be read', async () => {
    await show(<Chat />);
    vi.mocked(readChat).mockImplementationOnce(async () =>
      savedChat([...conversation.messages.slice(0, 1), replied('a1', 'One.')]),
    );
    server.mockImplementationOnce(stream('a1', 'On', 'cut'));
    await done(() => conversation.send({ text: 'One?', files: [] }));
    expect(texts()).toEqual(['One?', 'One.']);
    expect(problem()).toBeUndefined();
  });
});

// The new question was missing, and its reply stood under half of the one before.
describe('a chat in which something else was asked elsewhere while the connection was lost', () => {
  const saved = [asked('q1', 'One?'), replied('a1', 'One.'), asked('q2', 'Two?')];

  beforeEach(async () => {
    vi.mocked(readChat).mockImplementationOnce(offline);
    // The page was opened while the reply was under way.
    server.mockImplementationOnce(stream('a1', 'On', 'cut'));
    await show(<Chat messages={[asked('q1', 'One?')]} />);
    await act(isIdle);
    expect(texts()).toEqual(['One?', 'On']);
    vi.mocked(readChat).mockResolvedValue(savedChat(saved, true));
    server.mockImplementationOnce(stream('a2', 'Two.'));
  });

  it.each([
    ['“Reconnect”', () => conversation.retry()],
    ['a look at the tab', () => document.dispatchEvent(new Event('visibilitychange'))],
  ])('shows that, and goes on with its reply, by %s', async (_, goOn) => {
    await done(goOn);
    await vi.waitFor(() => expect(texts()).toEqual(['One?', 'One.', 'Two?', 'Two.']));
    expect(problem()).toBeUndefined();
  });
});

// The reply stayed, and what was asked next went on from it.
describe('a reply to a message of another branch', () => {
  it('goes when it has ended, and what is asked next goes on from what is shown', async () => {
    const saved = [asked('q1', 'One?'), replied('a1', 'One.')];
    vi.mocked(readChat).mockResolvedValue(savedChat(saved));
    server.mockImplementationOnce(stream('a2', 'Uno.', 'cut'));
    await show(<Chat messages={saved} replying />);
    await act(isIdle);
    expect(texts()).toEqual(['One?', 'One.']);
    server.mockReset().mockImplementationOnce(stream('a3', 'Two.'));
    await done(() => conversation.send({ text: 'Two?', files: [] }));
    expect(requests()).toMatchObject([{ method: 'POST', body: { message: { parentId: 'a1' } } }]);
    expect(texts()).toEqual(['One?', 'One.', 'Two?', 'Two.']);
  });
});

describe('messages that may have arrived', () => {
  it.each([
    ['which are saved', async () => savedChat(TALK), ['q2']],
    [
      'one beside which another was sent since as well',
      async () => savedChat([asked('q3', 'Three?', ['q2', 'q3'])]),
      ['q2'],
    ],
    ['that none is saved', async () => savedChat([]), []],
    ['nothing where that can’t be read', offline, undefined],
  ])('are looked for: it is told %s', async (_, read, arrived) => {
    await show(<Chat />);
    vi.mocked(readChat).mockImplementation(read);
    server.mockImplementation(async () => new Response(null, { status: 204 }));
    let found: string[] | undefined = ['unknown'];
    await act(async () => {
      found = await conversation.showSaved(['q2', 'q4']);
    });
    expect(found).toEqual(arrived);
  });
});

describe('a message that the server refused', () => {
  const unsent = () => Object.values({ ...sessionStorage }).join();

  // A refused edit was counted as a version, and its words came back into the composer later.
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

describe('another version of a message', () => {
  const [question] = TALK;
  const other = [asked('q2', 'Uno?')];

  // It was said that this had no reply, and what was asked then went out beside it.
  it('is shown with the reply to it that is written elsewhere', async () => {
    await show(<Chat messages={TALK.slice(0, 2)} />);
    vi.mocked(showVersion).mockResolvedValue({ done: true, value: savedChat(other, true) });
    server.mockImplementationOnce(stream('a2', 'Uno.'));
    const problems: unknown[] = [];
    await done(() => conversation.showVersion('q2').then(() => problems.push(problem())));
    expect(requests()).toMatchObject([{ method: 'GET' }]);
    expect(texts()).toEqual(['Uno?', 'Uno.']);
    expect([...problems, problem()]).toEqual([undefined, undefined]);
  });

  it('is awaited: nothing else is, and nothing is wrong meanwhile', async () => {
    await show(<Chat messages={TALK.slice(0, 2)} />);
    let end: () => void = () => undefined;
    vi.mocked(showVersion).mockReturnValue(
      new Promise((resolve) => {
        end = () => resolve({ done: true, value: savedChat(question ? [question] : []) });
      }),
    );
    await act(async () => void conversation.showVersion('q1'));
    expect(conversation.phase).toBe('switching');
    await act(async () => void conversation.retry());
    await done(() => end());
    expect(requests()).toEqual([]);
    expect(problem()).toBe('unanswered');
  });

  it('is awaited no longer when it can’t be fetched', async () => {
    await show(<Chat messages={TALK} />);
    vi.mocked(showVersion).mockImplementation(offline);
    await done(() => conversation.showVersion('q1').catch(() => undefined));
    expect(texts()).toEqual(['One?', 'One.', 'Two?', 'Two.']);
  });
});
