// @vitest-environment happy-dom
import { act } from 'react';
import { beforeEach, describe, expect, it, vi } from 'vitest';
import { readChat } from '@/app/chat/actions';
import type { ChatMessage } from '@/lib/chats/message';
import { asked, offline, refusal, replied, stream } from '@/tests/support/chat-on-the-wire';
import { heldConversation, TALK } from '@/tests/support/held-conversation';

vi.mock('@/app/chat/actions', () => ({ readChat: vi.fn(), showVersion: vi.fn() }));

const chat = heldConversation();
const { done, open, problem, requests, savedChat, server, texts, chatId } = chat;

describe('a message that is answered again', () => {
  // “Try again” asked for the last reply anew, whichever had been meant.
  it('is answered again by “Try again” too, where that failed', async () => {
    await open(TALK);
    vi.mocked(readChat).mockResolvedValue(savedChat(TALK));
    server.mockImplementationOnce(async () => new Response('', { status: 503 }));
    await done(() => chat.state.regenerate('a1'));
    expect(problem()).toBe('http_503');
    expect(texts()).toEqual(['One?', 'One.', 'Two?', 'Two.']);
    server.mockImplementationOnce(stream('a3', 'Uno.'));
    await done(() => chat.state.retry());
    expect(requests().map(({ body }) => body)).toMatchObject([{ answerAgain: 'q1' }, { answerAgain: 'q1' }]);
    expect(texts()).toEqual(['One?', 'Uno.']);
  });

  // The reply vanished, and the notice said that it went on, although nothing had been asked for.
  it('stands there with its reply as before when the server can’t be reached', async () => {
    await open(TALK);
    server.mockImplementation(offline);
    vi.mocked(readChat).mockImplementation(offline);
    await done(() => chat.state.regenerate('a1'));
    expect(problem()).toBe('unreachable');
    expect(chat.state.canTakeBack).toBe(false);
    expect(texts()).toEqual(['One?', 'One.', 'Two?', 'Two.']);

    vi.mocked(readChat).mockResolvedValue(savedChat(TALK));
    server.mockReset().mockImplementationOnce(stream('a3', 'Uno.'));
    await done(() => chat.state.retry());
    expect(requests()).toMatchObject([{ method: 'POST', body: { answerAgain: 'q1' } }]);
    expect(texts()).toEqual(['One?', 'Uno.']);
  });

  it('is not answered once more by “Try again” where only the way back was lost', async () => {
    await open(TALK);
    server.mockImplementationOnce(offline);
    await done(() => chat.state.regenerate('a1'));
    vi.mocked(readChat).mockResolvedValue(savedChat([asked('q1', 'One?'), replied('a3', 'Uno.')]));
    server.mockReset().mockImplementation(async () => new Response(null, { status: 204 }));
    await done(() => chat.state.retry());
    await vi.waitFor(() => expect(texts()).toEqual(['One?', 'Uno.']));
    expect(requests().map(({ method }) => method)).toEqual(['GET']);
    expect(problem()).toBeUndefined();
  });

  // The earlier question was answered once more, and its reply took the place of what had been asked since.
  it('is not by “Try again” where something else was asked elsewhere since', async () => {
    await open(TALK);
    server.mockImplementationOnce(stream('a3', 'Un', 'cut'));
    vi.mocked(readChat).mockImplementationOnce(offline);
    await done(() => chat.state.regenerate('a1'));
    const elsewhere = [asked('q1', 'One?'), replied('a3', 'Uno.'), asked('q3', 'Three?')];
    vi.mocked(readChat).mockResolvedValue(savedChat(elsewhere));
    await done(() => chat.state.retry());
    await act(() => vi.waitFor(() => expect(problem()).toBe('unanswered')));
    server.mockReset().mockImplementationOnce(stream('a4', 'Three.'));
    await done(() => chat.state.retry());
    expect(requests()).toMatchObject([{ method: 'POST', body: { message: { id: 'q3', parentId: 'a3' } } }]);
    expect(texts()).toEqual(['One?', 'Uno.', 'Three?', 'Three.']);
  });

  describe('by “Try again”, while it is read whether it has arrived', () => {
    let read: (() => void)[];

    beforeEach(async () => {
      read = [];
      await open(TALK);
      server.mockImplementation(offline);
      await done(() => chat.state.regenerate('a1'));
      vi.mocked(readChat).mockImplementation(
        () => new Promise((resolve) => read.push(() => resolve(savedChat(TALK)))),
      );
      server.mockReset().mockImplementation(offline);
    });
    const isRead = () => done(() => read.map((resolve) => resolve()));

    // Each click had a reply written, and billed.
    it('is answered once, however often that is pressed', async () => {
      server.mockImplementationOnce(stream('a3', 'Uno.'));
      const { retry } = chat.state;
      await act(async () => [retry(), retry()].length);
      expect(chat.state.phase).not.toBe('idle');
      expect(problem()).toBeUndefined();
      await act(async () => void chat.state.retry());
      await isRead();
      expect(requests()).toMatchObject([{ method: 'POST', body: { answerAgain: 'q1' } }]);
      expect(texts()).toEqual(['One?', 'Uno.']);
    });

    // One that came through did not end the reading: the message was answered, and billed.
    it.each([
      ['comes through', async () => new Response(null, { status: 204 })],
      ['does not come through', offline],
    ])('is not answered after a Stop that %s', async (_, answer) => {
      server.mockImplementation(answer);
      await act(async () => void chat.state.retry());
      await act(async () => chat.state.stop());
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
    await open();
    server.mockImplementationOnce(async () => new Response('', { status: 503 }));
    await done(() => chat.state.send({ id, text: 'One?', files: [] }));
    expect(problem()).toBe('http_503');
  }

  // It was taken for one that the server doesn’t have: sent anew, it was answered, and billed, twice.
  it('is not taken back when “Try again” is refused, and its chat is no new one', async () => {
    await fail('q1');
    kept([asked('q1', 'One?')]);
    server.mockImplementationOnce(refusal);
    await done(() => chat.state.retry());
    expect(problem()).toBe('context_length_exceeded');
    expect(chat.state).toMatchObject({ canTakeBack: false, isNew: false });
  });

  it('is taken back when that is refused, where the server does not have it after all', async () => {
    await fail('q1');
    server.mockImplementationOnce(refusal);
    await done(() => chat.state.retry());
    expect(chat.state).toMatchObject({ canTakeBack: true, isNew: true });
  });

  // It was taken for one that the server does not have: “Edit message” then left nothing of the chat on the page.
  it('is not taken back when that is refused, where it was known to be there and could not be looked for', async () => {
    const messages = [...TALK, asked('q3', 'Three?', ['q0', 'q3'])];
    kept(messages);
    server.mockImplementationOnce(async () => new Response(null, { status: 204 }));
    await open(messages);
    await act(chat.isIdle);
    expect(problem()).toBe('unanswered');
    vi.mocked(readChat).mockImplementationOnce(offline);
    server.mockReset().mockImplementationOnce(refusal);
    await done(() => chat.state.retry());
    expect(requests()).toMatchObject([{ method: 'POST', body: { message: { id: 'q3' } } }]);
    expect(problem()).toBe('context_length_exceeded');
    expect(chat.state.canTakeBack).toBe(false);
    expect(texts()).toEqual(['One?', 'One.', 'Two?', 'Two.', 'Three?']);
  });

  // It was answered, and billed, twice: that it had no reply yet was taken for not having been asked.
  it('is not answered once more by “Try again” where only the way back was lost, and its first reply is written', async () => {
    await fail('q1');
    kept([asked('q1', 'One?')]);
    server.mockImplementationOnce(offline);
    await done(() => chat.state.retry());
    expect(problem()).toBe('unreachable');
    kept([asked('q1', 'One?')], true);
    server.mockReset().mockImplementationOnce(stream('a1', 'One.'));
    await done(() => chat.state.retry());
    await act(() => vi.waitFor(() => expect(texts()).toEqual(['One?', 'One.'])));
    expect(requests().map(({ method }) => method)).toEqual(['GET']);
  });

  // It was answered, and billed.
  it.each([
    ['can be asked', async () => savedChat([asked('q1', 'One?')])],
    ['can’t be asked', offline],
  ])(
    'is not answered by “Try again” after a Stop while the server is asked, where that %s',
    async (_, read) => {
      await fail('q1');
      server.mockReset().mockImplementation(async () => new Response(null, { status: 204 }));
      let isRead: () => void = () => undefined;
      vi.mocked(readChat).mockReturnValue(new Promise((resolve) => (isRead = () => resolve(read()))));
      await act(async () => void chat.state.retry());
      await act(async () => chat.state.stop());
      await done(() => isRead());
      expect(server.mock.calls.map(([, url]) => url)).toEqual([`/api/chat/${chatId}/stop`]);
      expect(texts()).toEqual(['One?']);
    },
  );

  it('is not answered once more by “Try again” where it was answered meanwhile', async () => {
    await fail('q1');
    kept([asked('q1', 'One?'), replied('a1', 'One.')]);
    server.mockReset().mockImplementation(async () => new Response(null, { status: 204 }));
    await done(() => chat.state.retry());
    expect(requests().map(({ method }) => method)).toEqual(['GET']);
    expect(texts()).toEqual(['One?', 'One.']);
  });
});
