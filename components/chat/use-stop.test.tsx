// @vitest-environment happy-dom
import { act } from 'react';
import { describe, expect, it, vi } from 'vitest';
import { readChat } from '@/app/chat/actions';
import { asked, offline, replied, stream } from '@/tests/support/chat-on-the-wire';
import { heldConversation, TALK } from '@/tests/support/held-conversation';

vi.mock('@/app/chat/actions', () => ({ readChat: vi.fn(), showVersion: vi.fn() }));

const chat = heldConversation();
const { done, open, problem, putBack, requests, savedChat, server, texts } = chat;
const ONE = TALK.slice(0, 2);

/** As who sends it does: what may have arrived is looked for before. */
const sendNext = () =>
  done(async () => {
    if (!(await chat.state.showIfArrived())) chat.state.send({ text: 'Three?', files: [] });
  });
const saved = (...[messages, replying]: Parameters<typeof savedChat>) =>
  vi.mocked(readChat).mockResolvedValue(savedChat(messages, replying));

// The next was sent as one that goes on from it: the server had no such chat, or the model had not read it.
describe('a message that is stopped before the server has it', () => {
  const stalled = (_method: string, _url: string, _body: unknown, signal: AbortSignal) =>
    new Promise<Response>((_, reject) => signal.addEventListener('abort', () => reject(signal.reason)));

  /** Nothing comes through meanwhile, also no Stop. */
  async function stop(
    before = ONE,
    read: typeof readChat = async () => undefined,
    sendIt = () => chat.state.send({ id: 'q2', text: 'Two?', files: [] }),
  ) {
    await open(before);
    vi.mocked(readChat).mockImplementation(read);
    server.mockImplementationOnce(stalled).mockImplementation(offline);
    await act(async () => sendIt());
    await done(() => chat.state.stop());
    server.mockReset().mockImplementationOnce(stream('a3', 'Three.'));
  }

  it('is put back when another is sent, which begins the chat in its place', async () => {
    await stop([]);
    await sendNext();
    expect(requests()).toMatchObject([{ body: { message: { parentId: null }, settings: {} } }]);
    expect(texts()).toEqual(['Three?', 'Three.']);
    expect(putBack()).toEqual(['Two?']);
  });

  it('is put back when another is sent in a chat', async () => {
    await stop();
    saved(ONE);
    await sendNext();
    expect(requests()).toMatchObject([{ body: { message: { parentId: 'a1' } } }]);
    expect(texts()).toEqual(['One?', 'One.', 'Three?', 'Three.']);
    expect(putBack()).toEqual(['Two?']);
  });

  it('stays where it is when another is sent, where it has arrived all the same', async () => {
    await stop();
    saved([...ONE, asked('q2', 'Two?')]);
    await sendNext();
    expect(requests()).toMatchObject([{ body: { message: { parentId: 'q2' } } }]);
    expect(putBack()).toEqual([]);
  });

  // It was gone from the page.
  it('stays where it is as another version of one that the server has, and can be taken back', async () => {
    const edit = () => chat.state.edit('q2', { text: 'Deux?', files: [] });
    await stop(TALK, async () => savedChat(TALK), edit);
    expect(texts()).toEqual(['One?', 'One.', 'Deux?']);
    await done(() => chat.state.showIfArrived());
    await done(() => chat.state.takeBack());
    expect(texts()).toEqual(['One?', 'One.', 'Two?', 'Two.']);
  });

  // It was gone from the page.
  it('stays where it is though something else was asked elsewhere, until another is sent', async () => {
    await stop(ONE, async () => savedChat([...ONE, asked('q3', 'Three?'), replied('a3', 'Three.')]));
    expect(texts()).toEqual(['One?', 'One.', 'Two?']);
    await sendNext();
    expect(putBack()).toEqual(['Two?']);
  });

  // It was said that the reply goes on.
  it.each<[string, typeof readChat]>([
    ['Reconnect to find out', offline],
    ['Sign in to find out', async () => 'signed out'],
  ])('may have arrived or not, where the server can’t be asked then: %s', async (remedy, read) => {
    await stop(ONE, read);
    expect(chat.state.problem?.message).toContain('It is not known whether your last message has arrived');
    expect(chat.state.problem?.message).toContain(remedy);
  });

  // It was gone from the page.
  it('stays by “Reconnect”, where it has not arrived', async () => {
    await stop(ONE, offline);
    expect(problem()).toBe('connection_lost');
    saved(ONE);
    await done(() => chat.state.retry());
    expect(texts()).toEqual(['One?', 'One.', 'Two?']);
    expect(chat.state.canTakeBack).toBe(true);
  });
});

// It said that the reply goes on, and nothing had been sent.
it.each<[string, typeof readChat]>([
  ['the connection is lost', offline],
  ['the session has ended', async () => 'signed out'],
])(
  'a message without a reply is what it was after a Stop by which it is not sent anew, where %s',
  async (_, read) => {
    const question = [asked('q1', 'One?')];
    saved(question);
    server.mockImplementation(async () => new Response(null, { status: 204 }));
    await open(question);
    await act(chat.isIdle);
    expect(problem()).toBe('unanswered');
    let answer: () => void = () => undefined;
    const held = new Promise<void>((resolve) => (answer = resolve));
    vi.mocked(readChat).mockImplementationOnce((id) => held.then(() => read(id)));
    await act(async () => void chat.state.retry());
    await act(async () => chat.state.stop());
    await done(() => answer());
    expect(problem()).toBe('unanswered');
    server.mockReset().mockImplementationOnce(stream('a1', 'One.'));
    await done(() => chat.state.retry());
    expect(requests()).toMatchObject([{ body: { message: { id: 'q1' } } }]);
  },
);
