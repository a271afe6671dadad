// @vitest-environment happy-dom
import { act } from 'react';
import { beforeEach, describe, expect, it, vi } from 'vitest';
import { readChat } from '@/app/chat/actions';
import { asked, offline, refusal, replied, stream } from '@/tests/support/chat-on-the-wire';
import { heldSending } from '@/tests/support/held-sending';
import { type KeptMessage, saveMessages } from './composer/kept-list';

vi.mock('@/app/chat/actions', () => ({ readChat: vi.fn(), showVersion: vi.fn() }));

const chat = heldSending();
const { chatId, open, posts, saved, server, settles, shows, takesTime, texts, waiting } = chat;
const nothing = () => undefined;
const unavailable = async () => new Response('', { status: 503 });

// It was said to be removed, and went out.
describe('a message that is removed from the line while the server is asked what it has', () => {
  const inLine: KeptMessage = { id: 'q2', text: 'Two?', files: [] };

  it.each<[string, KeptMessage[], () => unknown, (() => Promise<Response>)?]>([
    ['where it waits for that', [], () => chat.sending.send(inLine)],
    ['where it was to be sent now', [inLine], () => chat.sending.queue.map(chat.sending.sendWaiting)],
    ['where it waits for that after a fault of the server', [], () => chat.sending.send(inLine), unavailable],
  ])('is not sent: %s', async (_, waitingBefore, sendIt, fault = offline) => {
    saveMessages(chatId, 'queue', waitingBefore);
    server.mockImplementationOnce(fault);
    await open();
    await act(async () => chat.sending.send({ id: 'q1', text: 'One?', files: [] }));
    await settles();
    let isRead: (found: undefined) => void = nothing;
    vi.mocked(readChat).mockReturnValueOnce(new Promise((resolve) => (isRead = resolve)));
    server.mockClear();
    await act(async () => void sendIt());
    expect(waiting()).toEqual(['Two?']);
    await act(async () => void chat.sending.queue.map(chat.sending.remove));
    await act(async () => isRead(undefined));
    await settles();
    expect(posts()).toEqual([]);
    expect(texts()).toEqual(['One?']);
  });
});

// It was sent, and billed, after the Stop, and what had waited behind it as well.
it.each([
  ['failed with', unavailable],
  ['could not be reached for', offline],
])(
  'a message waits for the person after a Stop, while the server is asked whether it has one that it %s',
  async (_, fault) => {
    server.mockImplementationOnce(fault);
    await open();
    await act(async () => chat.sending.send({ id: 'q1', text: 'One?', files: [] }));
    await settles();
    let isRead: (found: undefined) => void = nothing;
    vi.mocked(readChat).mockReturnValueOnce(new Promise((resolve) => (isRead = resolve)));
    server.mockReset().mockImplementation(async () => new Response(null, { status: 204 }));
    await act(async () => chat.sending.send({ text: 'Two?', files: [] }));
    await act(async () => chat.conversation.stop());
    await act(async () => isRead(undefined));
    await settles();
    expect(server.mock.calls.map(([, url]) => url)).toEqual([`/api/chat/${chatId}/stop`]);
    expect(texts()).toEqual(['One?']);
    expect(waiting()).toEqual(['Two?']);
  },
);

// It went out without that reply, and took its place.
describe('a message that is sent while the connection to a reply is lost', () => {
  beforeEach(async () => {
    server.mockImplementationOnce(stream('a1', 'On', 'cut'));
    await open();
    await act(async () => chat.sending.send({ id: 'q1', text: 'One?', files: [] }));
    await settles();
    expect(chat.conversation.problem?.code).toBe('connection_lost');
    server.mockClear();
  });

  const sendNext = async () => {
    await act(async () => chat.sending.send({ text: 'Two?', files: [] }));
  };

  it('reconnects, and goes when that reply has ended', async () => {
    saved([asked('q1', 'One?')], true);
    server.mockImplementationOnce(stream('a1', 'One.')).mockImplementationOnce(stream('a2', 'Two.'));
    await sendNext();
    await shows('One?', 'One.', 'Two?', 'Two.');
    expect(posts()).toMatchObject([{ message: { parentId: 'a1' } }]);
    expect(waiting()).toEqual([]);
  });

  it('waits in line while the server stays away, and goes once it is back', async () => {
    await sendNext();
    await settles();
    expect(waiting()).toEqual(['Two?']);
    expect(chat.sending.sendsAtOnce).toBe(false);
    expect(chat.conversation.problem?.code).toBe('connection_lost');
    expect(posts()).toEqual([]);

    saved([asked('q1', 'One?')], true);
    server.mockImplementationOnce(stream('a1', 'One.')).mockImplementationOnce(stream('a2', 'Two.'));
    await act(async () => dispatchEvent(new Event('online')));
    await shows('One?', 'One.', 'Two?', 'Two.');
  });

  it('goes where that reply has ended, also when no stream comes through', async () => {
    saved([asked('q1', 'One?'), replied('a1', 'One.')]);
    server.mockImplementation(async (method) =>
      method === 'GET' ? new Response('', { status: 502 }) : stream('a2', 'Two.')(),
    );
    await sendNext();
    await shows('One?', 'One.', 'Two?', 'Two.');
    expect(posts()).toMatchObject([{ message: { parentId: 'a1' } }]);
  });

  it('waits for the person where that reply has failed, and can be sent', async () => {
    saved([asked('q1', 'One?'), { ...replied('a1', 'On'), metadata: { status: 'failed' } }]);
    await sendNext();
    await settles();
    expect(waiting()).toEqual(['Two?']);
    expect(chat.sending.sendsAtOnce).toBe(true);

    server.mockImplementationOnce(stream('a2', 'Two.'));
    await act(async () => void chat.sending.queue.map(chat.sending.sendWaiting));
    await shows('One?', 'On', 'Two?', 'Two.');
    expect(waiting()).toEqual([]);
  });
});

// The one before was put back though the server may have had it, and would have been answered, and billed, again.
describe('a message that is sent while the server can’t be asked whether it has the one that it failed with', () => {
  beforeEach(async () => {
    server.mockImplementationOnce(unavailable);
    await open();
    await act(async () => chat.sending.send({ id: 'q1', text: 'One?', files: [] }));
    await settles();
    server.mockClear();
    await act(async () => chat.sending.send({ text: 'Two?', files: [] }));
    await settles();
    expect(waiting()).toEqual(['Two?']);
    expect(posts()).toEqual([]);
    expect(texts()).toEqual(['One?']);
    expect(chat.conversation.problem?.code).toBe('connection_lost');
  });
  const isBack = () => act(async () => void dispatchEvent(new Event('online')));

  it('goes after the reply to that, where it has arrived', async () => {
    saved([asked('q1', 'One?')], true);
    server.mockImplementationOnce(stream('a1', 'One.')).mockImplementationOnce(stream('a2', 'Two.'));
    await isBack();
    await shows('One?', 'One.', 'Two?', 'Two.');
    expect(posts()).toMatchObject([{ message: { parentId: 'a1' } }]);
  });

  it('waits for the person where that is missing, and begins the chat in its place when it is sent', async () => {
    vi.mocked(readChat).mockResolvedValue(undefined);
    await isBack();
    await settles();
    expect(waiting()).toEqual(['Two?']);
    expect(chat.sending.sendsAtOnce).toBe(true);

    server.mockImplementationOnce(stream('a2', 'Two.'));
    await act(async () => void chat.sending.queue.map(chat.sending.sendWaiting));
    await shows('Two?', 'Two.');
    expect(posts()).toMatchObject([{ message: { parentId: null }, settings: {} }]);
    expect(chat.sending.takenBack?.text).toBe('One?');
  });
});

// It was sent in the place of what was shown by then.
it('a message that the person allows to be tried again is not where another was found that was on its way', async () => {
  server.mockImplementationOnce(refusal).mockReturnValue(new Promise(nothing));
  await open();
  await act(async () => chat.sending.send({ id: 'q1', text: 'One?', files: [] }));
  await settles();
  server.mockClear();
  const { allow } = takesTime();
  const isTried = chat.sending.retry();
  saved([asked('q0', 'Zero?')]);
  await act(async () => void chat.conversation.showSaved(['q0'], () => true));
  await allow();
  await isTried;
  expect(texts()).toEqual(['Zero?']);
  expect(posts()).toEqual([]);
});

// It went out beside that, whose reply then came under it.
describe('a message that the person allows once another is found that was on its way', () => {
  const inLine: KeptMessage = { id: 'q2', text: 'Two?', files: [] };

  /** As the composer does, which asks by itself. */
  const allowAndSend = (isAllowed: Promise<boolean>, { send } = chat.sending) =>
    isAllowed.then(() => send(inLine));

  it.each<[string, KeptMessage[], (isAllowed: Promise<boolean>) => unknown]>([
    ['one that is written', [], (isAllowed) => allowAndSend(isAllowed)],
    ['one that is suggested', [], () => chat.sending.sendIfAllowed(inLine)],
    ['one that waits already', [inLine], () => chat.sending.sendWaiting(inLine)],
  ])('waits in line: %s', async (_, waitingBefore, askAndSend) => {
    saveMessages(chatId, 'queue', waitingBefore);
    const { allow, isAllowed } = takesTime();
    server.mockReturnValue(new Promise(nothing));
    await open();
    askAndSend(isAllowed);
    saved([asked('q1', 'One?')], true);
    await act(async () => void chat.conversation.showSaved(['q1'], () => true));
    expect(chat.conversation.phase).toBe('waiting');
    await allow();
    expect(waiting()).toEqual(['Two?']);
    expect(posts()).toEqual([]);
    expect(texts()).toEqual(['One?']);
  });
});

// Two went at once, as versions of one message: the first was not under way yet when the line was looked at again.
it('sends what waits in line one by one, each after the reply to the one before', async () => {
  let answer: (response: Response) => void = nothing;
  server
    .mockReturnValueOnce(new Promise((resolve) => (answer = resolve)))
    .mockImplementationOnce(stream('a2', 'Two.'))
    .mockImplementationOnce(stream('a3', 'Three.'));
  await open();
  await act(async () => chat.sending.send({ id: 'q1', text: 'One?', files: [] }));
  for (const text of ['Two?', 'Three?']) await act(async () => chat.sending.send({ text, files: [] }));
  expect(waiting()).toEqual(['Two?', 'Three?']);
  await act(async () => answer(await stream('a1', 'One.')()));
  await shows('One?', 'One.', 'Two?', 'Two.', 'Three?', 'Three.');
  expect(posts()).toMatchObject([
    { message: { id: 'q1' } },
    { message: { parentId: 'a1' } },
    { message: { parentId: 'a2' } },
  ]);
});
