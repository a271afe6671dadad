// @vitest-environment happy-dom
import { act } from 'react';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { readChat, showVersion } from '@/app/chat/actions';
import { asked, offline, replied, stream } from '@/tests/support/chat-on-the-wire';
import { heldConversation, TALK } from '@/tests/support/held-conversation';

vi.mock('@/app/chat/actions', () => ({ readChat: vi.fn(), showVersion: vi.fn() }));
vi.mock('next/navigation', async (original) => ({
  ...(await original<typeof import('next/navigation')>()),
  unstable_isUnrecognizedActionError: (error: unknown) => error === 'of another build',
}));

const chat = heldConversation();
const { done, open, problem, putBack, requests, savedChat, server, texts } = chat;
const ONE = TALK.slice(0, 2);
const unavailable = async () => new Response('', { status: 503 });
const anotherBuild = () => Promise.reject('of another build');

afterEach(() => vi.useRealTimers());

/** Sends a message that the server fails with, and may have saved before. */
async function fail(before = ONE, fault: () => Promise<Response> = unavailable) {
  await open(before);
  server.mockImplementationOnce(fault);
  await done(() => chat.state.send({ id: 'q2', text: 'Two?', files: [] }));
  expect(problem()).toBe(fault === offline ? 'unreachable' : 'http_503');
  server.mockReset().mockImplementationOnce(stream('a3', 'Three.'));
}

/** As who sends it does: what may have arrived is looked for before. */
const afterLooking = (deed: () => unknown) =>
  done(async () => {
    if (!(await chat.state.showIfArrived())) deed();
  });
const sendNext = () => afterLooking(() => chat.state.send({ text: 'Three?', files: [] }));
const saved = (...[messages, replying]: Parameters<typeof savedChat>) =>
  vi.mocked(readChat).mockResolvedValue(savedChat(messages, replying));

describe('a message that the server failed with before it was saved', () => {
  // The next was sent as one that goes on from it: the server has no such chat.
  it('is put back when another is sent, which begins the chat in its place', async () => {
    await fail([]);
    await sendNext();
    expect(requests()).toMatchObject([{ body: { message: { parentId: null }, settings: {} } }]);
    expect(texts()).toEqual(['Three?', 'Three.']);
    expect(putBack()).toEqual(['Two?']);
  });

  // The reply stood under both, and its model had read only one.
  it('is put back when another is sent in a chat', async () => {
    await fail();
    saved(ONE);
    await sendNext();
    expect(requests()).toMatchObject([{ body: { message: { parentId: 'a1' } } }]);
    expect(texts()).toEqual(['One?', 'One.', 'Three?', 'Three.']);
    expect(putBack()).toEqual(['Two?']);
  });

  // It was put back, though the server may have had it: sent from the field, it was answered, and billed, again.
  it.each<[string, typeof readChat, string, typeof offline?]>([
    ['the server can’t be reached', offline, 'connection_lost'],
    ['the server can’t be reached, as it could not before', offline, 'connection_lost', offline],
    ['the server is of another build', anotherBuild, 'outdated'],
    ['the server is of another build, and could not be reached before', anotherBuild, 'outdated', offline],
    ['the session has ended', async () => 'signed out', 'sign_in_required'],
  ])('stays, and no other is sent, while %s', async (_, read, why, fault) => {
    await fail(ONE, fault);
    vi.mocked(readChat).mockImplementation(read);
    await sendNext();
    expect(problem()).toBe(why);
    expect(requests()).toEqual([]);
    expect(texts()).toEqual(['One?', 'One.', 'Two?']);
    expect(putBack()).toEqual([]);
    saved(ONE);
    await sendNext();
    expect(texts()).toEqual(['One?', 'One.', 'Three?', 'Three.']);
    expect(putBack()).toEqual(['Two?']);
  });

  it('stays by “Reconnect”, which tells whether it has arrived, and can be tried again then', async () => {
    await fail();
    vi.mocked(readChat).mockImplementation(offline);
    await sendNext();
    saved(ONE);
    await done(() => chat.state.retry());
    expect(problem()).toBe('http_503');
    expect(requests()).toEqual([]);
    expect(texts()).toEqual(['One?', 'One.', 'Two?']);
    await done(() => chat.state.retry());
    expect(requests()).toMatchObject([{ body: { message: { id: 'q2' } } }]);
  });

  it('is sent anew by “Try again” though the server can’t be asked whether it has it, and nothing is wrong then', async () => {
    await fail();
    vi.mocked(readChat).mockImplementation(offline);
    await done(() => chat.state.retry());
    expect(requests()).toMatchObject([{ body: { message: { id: 'q2' } } }]);
    expect(problem()).toBeUndefined();
  });

  // It was refused then, and put back after the sign-in: sent from the field, it was answered, and billed, again.
  it.each([
    ['failed with it', unavailable],
    ['could not be reached', offline],
  ])('stays in doubt by “Try again” after the session has ended, where the server %s', async (_, fault) => {
    await fail(ONE, fault);
    vi.mocked(readChat).mockResolvedValue('signed out');
    await done(() => chat.state.retry());
    await done(() => chat.state.retry());
    expect(requests()).toEqual([]);
    expect(chat.state.problem?.message).toContain('Sign in to find out.');
    expect(chat.state.canTakeBack).toBe(false);
    saved(ONE);
    await done(() => chat.state.retry());
    expect(requests()).toMatchObject([{ body: { message: { id: 'q2' } } }]);
  });

  // Arrows led to a version that the server never had.
  it('is no version of what it is changed to', async () => {
    await fail([]);
    await afterLooking(() => chat.state.edit('q2', { text: 'Deux?', files: [] }));
    expect(texts()).toEqual(['Deux?', 'Three.']);
    expect(chat.state.messages[0]?.metadata?.versions).toBeUndefined();
    expect(putBack()).toEqual([]);
  });

  it('is put back when another version of what was said before is shown', async () => {
    await fail();
    saved(ONE);
    vi.mocked(showVersion).mockResolvedValue({ done: true, value: savedChat([asked('q0', 'Zero?')]) });
    await afterLooking(() => chat.state.showVersion('q0'));
    expect(putBack()).toEqual(['Two?']);
  });

  it('can be taken back once it was found to be missing', async () => {
    await fail();
    saved(ONE);
    await done(() => chat.state.showIfArrived());
    expect(chat.state.canTakeBack).toBe(true);
    await done(() => chat.state.takeBack());
    expect(texts()).toEqual(['One?', 'One.']);
    expect(putBack()).toEqual(['Two?']);
  });
});

describe('a message that the server failed with after it was saved', () => {
  it('stays where it is when another is sent, which goes on from it', async () => {
    await fail();
    saved([...ONE, asked('q2', 'Two?')]);
    await sendNext();
    expect(requests()).toMatchObject([{ body: { message: { parentId: 'q2' } } }]);
    expect(texts()).toEqual(['One?', 'One.', 'Two?', 'Three?', 'Three.']);
    expect(putBack()).toEqual([]);
  });

  it('is a version beside what it is changed to', async () => {
    await fail();
    saved([...ONE, asked('q2', 'Two?')]);
    await afterLooking(() => chat.state.edit('q2', { id: 'new', text: 'Deux?', files: [] }));
    expect(chat.state.messages[2]?.metadata?.versions).toEqual(['q2', 'new']);
  });

  it('is shown with the reply that it has all the same, and the other one is not sent', async () => {
    await fail();
    saved([...ONE, asked('q2', 'Two?'), replied('a2', 'Two.')]);
    server.mockReset().mockImplementation(async () => new Response(null, { status: 204 }));
    await sendNext();
    expect(requests().map(({ method }) => method)).toEqual(['GET']);
    expect(texts()).toEqual(['One?', 'One.', 'Two?', 'Two.']);
  });
});

// It was put back as one that had not arrived: sent from the field, it was answered, and billed, again.
it.each([
  ['failed with it', unavailable],
  ['could not be reached', offline],
])(
  'a message beside which another was sent elsewhere has arrived, where the server %s: what it has is shown',
  async (_, fault) => {
    await fail(ONE, fault);
    saved([...ONE, asked('q3', 'Three?', ['q2', 'q3']), replied('a3', 'Three.')]);
    server.mockReset().mockImplementation(async () => new Response(null, { status: 204 }));
    await sendNext();
    expect(requests().map(({ method }) => method)).toEqual(['GET']);
    expect(texts()).toEqual(['One?', 'One.', 'Three?', 'Three.']);
    expect(putBack()).toEqual([]);
    expect(Object.values({ ...sessionStorage }).join()).toBe('');
  },
);

// It was said that it is not known whether it has arrived, and its chat could not be shared.
it('a message that the server has, without a reply, is no doubtful one where the session has ended by “Try again”', async () => {
  saved([asked('q1', 'One?')]);
  server.mockImplementation(async () => new Response(null, { status: 204 }));
  await open([asked('q1', 'One?')]);
  await act(chat.isIdle);
  expect(problem()).toBe('unanswered');
  vi.mocked(readChat).mockResolvedValue('signed out');
  await done(() => chat.state.retry());
  expect(problem()).toBe('sign_in_required');
  const saidFirst = chat.state.problem?.message;
  expect(saidFirst).not.toContain('It is not known');
  expect(chat.state).toMatchObject({ canTakeBack: false, isSaved: true });
  // By the next click it said that the reply goes on.
  server.mockImplementation(async () => new Response('', { status: 401 }));
  await done(() => chat.state.retry());
  expect(chat.state.problem?.message).toBe(saidFirst);
  expect(requests().map(({ method }) => method)).toEqual(['GET', 'GET']);
});

// The link, and the settings, were of a chat that the server did not have. Where it has it, they are to be saved.
it.each([
  ['does not have it', undefined, false],
  ['has it', savedChat([asked('q2', 'Two?')]), true],
])(
  'a chat whose first message the server failed with counts as saved where that %s',
  async (_, found, isSaved) => {
    vi.mocked(readChat).mockResolvedValue(found);
    await fail([]);
    expect(chat.state).toMatchObject({ isSaved, isNew: false });
  },
);

// Settings that were changed then went nowhere: nobody asked again whether there is a chat to save them for.
it('a chat whose first message the server failed with is looked for until the server can be asked', async () => {
  vi.useFakeTimers();
  vi.mocked(readChat)
    .mockImplementationOnce(offline)
    .mockResolvedValue(savedChat([asked('q2', 'Two?')]));
  await fail([]);
  expect(chat.state.isSaved).toBe(false);
  await act(async () => void (await vi.advanceTimersByTimeAsync(5_000)));
  expect(chat.state.isSaved).toBe(true);
});
