// @vitest-environment happy-dom
import { act } from 'react';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { readChat } from '@/app/chat/actions';
import { asked, offline, replied, stream } from '@/tests/support/chat-on-the-wire';
import { heldConversation } from '@/tests/support/held-conversation';

vi.mock('@/app/chat/actions', () => ({ readChat: vi.fn(), showVersion: vi.fn() }));

const chat = heldConversation();
const { done, isIdle, open, problem, requests, savedChat, server, texts } = chat;

afterEach(() => vi.useRealTimers());

describe('the notice of a lost connection', () => {
  async function loseReply() {
    await open();
    vi.mocked(readChat).mockImplementationOnce(offline);
    server.mockImplementationOnce(stream('a1', 'On', 'cut'));
    await done(() => chat.state.send({ text: 'One?', files: [] }));
    expect(problem()).toBe('connection_lost');
  }

  // The notice stood under the complete reply, as only reading the chat anew took it away.
  it('goes when the reply was resumed, and came to its end', async () => {
    await loseReply();
    server.mockImplementationOnce(stream('a1', 'One.'));
    await done(() => chat.state.retry());
    await vi.waitFor(() => expect(texts()).toEqual(['One?', 'One.']));
    expect(problem()).toBeUndefined();
  });

  // The notice came back under the reply to the next message.
  it('goes when something else is asked', async () => {
    await loseReply();
    server.mockImplementationOnce(stream('a2', 'Two.'));
    await done(() => chat.state.edit(chat.state.messages[0]?.id ?? '', { text: 'Two?', files: [] }));
    expect(texts()).toEqual(['Two?', 'Two.']);
    expect(problem()).toBeUndefined();
  });

  // It said “Reconnect” for ever, and tried to every five seconds.
  it('says to sign in where the session has ended, and waits for the person then', async () => {
    vi.useFakeTimers();
    await loseReply();
    server.mockImplementationOnce(async () => new Response('', { status: 401 }));
    await done(() => chat.state.retry());
    expect(problem()).toBe('sign_in_required');
    expect(chat.state.canTakeBack).toBe(false);
    expect(texts()).toEqual(['One?', 'On']);
    vi.mocked(readChat).mockClear();
    await act(async () => void (await vi.advanceTimersByTimeAsync(20_000)));
    expect(readChat).not.toHaveBeenCalled();

    server.mockClear().mockImplementationOnce(stream('a1', 'One.'));
    await done(() => chat.state.retry());
    await vi.waitFor(() => expect(texts()).toEqual(['One?', 'One.']));
    expect(requests().map(({ method }) => method)).toEqual(['GET']);
    expect(problem()).toBeUndefined();
  });

  // The server was asked every five seconds, each time after the answer to the time before.
  it('asks the server anew only once it has answered, or could not', async () => {
    vi.useFakeTimers();
    await loseReply();
    const passes = (ms: number) => act(async () => void (await vi.advanceTimersByTimeAsync(ms)));
    let fail: (error: Error) => void = () => undefined;
    vi.mocked(readChat)
      .mockReset()
      .mockImplementation(
        () =>
          new Promise((_, reject) => {
            fail = reject;
          }),
      );
    await passes(20_000);
    expect(readChat).toHaveBeenCalledTimes(1);
    fail(new TypeError('Failed to fetch'));
    await passes(5_000);
    expect(readChat).toHaveBeenCalledTimes(2);
  });

  // The notice stood under the complete reply until the server was asked the next time.
  it('does not come where the whole reply could be read', async () => {
    await open();
    vi.mocked(readChat).mockImplementationOnce(async () =>
      savedChat([...chat.state.messages.slice(0, 1), replied('a1', 'One.')]),
    );
    server.mockImplementationOnce(stream('a1', 'On', 'cut'));
    await done(() => chat.state.send({ text: 'One?', files: [] }));
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
    await open([asked('q1', 'One?')]);
    await act(isIdle);
    expect(texts()).toEqual(['One?', 'On']);
    vi.mocked(readChat).mockResolvedValue(savedChat(saved, true));
    server.mockImplementationOnce(stream('a2', 'Two.'));
  });

  it.each([
    ['“Reconnect”', () => chat.state.retry()],
    ['a look at the tab', () => document.dispatchEvent(new Event('visibilitychange'))],
  ])('shows that, and goes on with its reply, by %s', async (_, goOn) => {
    await done(goOn);
    await vi.waitFor(() => expect(texts()).toEqual(['One?', 'One.', 'Two?', 'Two.']));
    expect(problem()).toBeUndefined();
  });
});

// Half of the reply before stood above the other one, and where that broke off, too, its end was never shown.
it.each([
  ['comes to its end', 'complete' as const],
  ['breaks off, too', 'cut' as const],
])(
  'a reply whose connection was lost goes where another was asked for elsewhere, which %s',
  async (_, ending) => {
    vi.mocked(readChat).mockImplementationOnce(offline);
    server.mockImplementationOnce(stream('a1', 'On', 'cut'));
    await open([asked('q1', 'One?')]);
    await act(isIdle);
    expect(texts()).toEqual(['One?', 'On']);
    vi.mocked(readChat)
      .mockResolvedValueOnce(savedChat([asked('q1', 'One?')], true))
      .mockResolvedValue(savedChat([asked('q1', 'One?'), replied('a2', 'Uno.', ['a1', 'a2'])]));
    server.mockImplementationOnce(stream('a2', 'Uno.', ending));
    await done(() => chat.state.retry());
    await act(() => vi.waitFor(() => expect(texts()).toEqual(['One?', 'Uno.'])));
    expect(problem()).toBeUndefined();
  },
);
