// @vitest-environment happy-dom
import { act } from 'react';
import { beforeEach, describe, expect, it, vi } from 'vitest';
import { readChat, showVersion } from '@/app/chat/actions';
import { asked, offline, refusal, replied, stream } from '@/tests/support/chat-on-the-wire';
import { heldConversation, TALK } from '@/tests/support/held-conversation';

vi.mock('@/app/chat/actions', () => ({ readChat: vi.fn(), showVersion: vi.fn() }));

const chat = heldConversation();
const { done, isIdle, open, problem, putBack, requests, savedChat, server, texts } = chat;

// The reply stayed, and what was asked next went on from it.
describe('a reply to a message of another branch', () => {
  it('goes when it has ended, and what is asked next goes on from what is shown', async () => {
    const saved = [asked('q1', 'One?'), replied('a1', 'One.')];
    vi.mocked(readChat).mockResolvedValue(savedChat(saved));
    server.mockImplementationOnce(stream('a2', 'Uno.', 'cut'));
    await open(saved, true);
    await act(isIdle);
    expect(texts()).toEqual(['One?', 'One.']);
    server.mockReset().mockImplementationOnce(stream('a3', 'Two.'));
    await done(() => chat.state.send({ text: 'Two?', files: [] }));
    expect(requests()).toMatchObject([{ method: 'POST', body: { message: { parentId: 'a1' } } }]);
    expect(texts()).toEqual(['One?', 'One.', 'Two?', 'Two.']);
  });
});

describe('a message that the server refused', () => {
  const unsent = () => Object.values({ ...sessionStorage }).join();

  // A refused edit was counted as a version, and its words came back into the composer later.
  it.each([
    ['', [asked('q1', 'One?'), replied('a1', 'One.')], undefined],
    ['as another version of one', TALK, ['q2', 'new']],
  ])('is replaced when it is edited, and is no version: %s', async (_, before, versions) => {
    await open(before);
    server.mockImplementationOnce(refusal);
    if (versions) await done(() => chat.state.edit('q2', { text: 'Too long', files: [] }));
    else await done(() => chat.state.send({ text: 'Too long', files: [] }));
    const refused = chat.state.messages.at(-1)?.id ?? '';
    expect(chat.state.canTakeBack).toBe(true);
    server.mockImplementationOnce(stream('a3', 'Yes.'));
    await done(() => chat.state.edit(refused, { id: 'new', text: 'Short', files: [] }));
    expect(texts()).toEqual(['One?', 'One.', 'Short', 'Yes.']);
    expect(chat.state.messages[2]?.metadata?.versions).toEqual(versions);
    expect(unsent()).toBe('');
  });

  describe('when something is done with another message', () => {
    beforeEach(async () => {
      await open(TALK);
      server.mockImplementationOnce(refusal);
      await done(() => chat.state.send({ text: 'Too long', files: [] }));
    });

    // It was gone from the page, and stood in the composer after the next reload.
    it.each([
      [
        'edited',
        () => chat.state.edit('q2', { text: 'Deux?', files: [] }),
        ['One?', 'One.', 'Deux?', 'Yes.'],
      ],
      ['answered again', () => chat.state.regenerate('a2'), ['One?', 'One.', 'Two?', 'Yes.']],
    ])('is put back, once, where that is %s', async (_, deed, shown) => {
      server.mockImplementationOnce(stream('a3', 'Yes.'));
      await done(deed);
      expect(putBack()).toEqual(['Too long']);
      expect(texts()).toEqual(shown);
      expect(unsent()).toBe('');
    });

    it('is put back where another version of that is shown, once it is', async () => {
      vi.mocked(showVersion).mockImplementationOnce(offline);
      await done(() => chat.state.showVersion('q0').catch(() => undefined));
      expect(putBack()).toEqual([]);
      expect(texts().at(-1)).toBe('Too long');
      vi.mocked(showVersion).mockResolvedValue({ done: true, value: savedChat(TALK.slice(0, 2)) });
      await done(() => chat.state.showVersion('q0'));
      expect(putBack()).toEqual(['Too long']);
      expect(unsent()).toBe('');
    });

    // It stood there again, could not be taken back, and what was sent next went out after it.
    it('does not stand there again where the server can’t be reached for another answer', async () => {
      server.mockImplementationOnce(offline);
      await done(() => chat.state.regenerate('a2'));
      expect(problem()).toBe('unreachable');
      expect(texts()).toEqual(['One?', 'One.', 'Two?', 'Two.']);
      server.mockReset().mockImplementationOnce(stream('a3', 'Three.'));
      await done(() => chat.state.send({ text: 'Three?', files: [] }));
      expect(requests()).toMatchObject([{ body: { message: { parentId: 'a2' } } }]);
    });
  });
});

describe('another version of a message', () => {
  const [question] = TALK;
  const other = [asked('q2', 'Uno?')];

  // It was said that this had no reply, and what was asked then went out beside it.
  it('is shown with the reply to it that is written elsewhere', async () => {
    await open(TALK.slice(0, 2));
    vi.mocked(showVersion).mockResolvedValue({ done: true, value: savedChat(other, true) });
    server.mockImplementationOnce(stream('a2', 'Uno.'));
    const problems: unknown[] = [];
    await done(() => chat.state.showVersion('q2').then(() => problems.push(problem())));
    expect(requests()).toMatchObject([{ method: 'GET' }]);
    expect(texts()).toEqual(['Uno?', 'Uno.']);
    expect([...problems, problem()]).toEqual([undefined, undefined]);
  });

  it('is awaited: nothing else is, and nothing is wrong meanwhile', async () => {
    await open(TALK.slice(0, 2));
    let end: () => void = () => undefined;
    vi.mocked(showVersion).mockReturnValue(
      new Promise((resolve) => {
        end = () => resolve({ done: true, value: savedChat(question ? [question] : []) });
      }),
    );
    await act(async () => void chat.state.showVersion('q1'));
    expect(chat.state.phase).toBe('switching');
    await act(async () => void chat.state.retry());
    await done(() => end());
    expect(requests()).toEqual([]);
    expect(problem()).toBe('unanswered');
  });

  it('is awaited no longer when it can’t be fetched', async () => {
    await open(TALK);
    vi.mocked(showVersion).mockImplementation(offline);
    await done(() => chat.state.showVersion('q1').catch(() => undefined));
    expect(texts()).toEqual(['One?', 'One.', 'Two?', 'Two.']);
  });
});

// What waited in line stood still after a message that was changed, or tried again.
describe('a message that has no reply yet', () => {
  it.each<[string, number, () => unknown]>([
    ['sent', 1, () => chat.state.send({ text: 'Three?', files: [] })],
    ['changed', 1, () => chat.state.edit('q2', { text: 'Two!', files: [] })],
    ['answered again', 0, () => chat.state.regenerate('a2')],
  ])('is told of when it is asked, not one that is answered again: %s', async (_, asks, deed) => {
    await open(TALK);
    server.mockImplementationOnce(stream('a3', 'Yes.'));
    await done(deed);
    expect(chat.asks()).toBe(asks);
  });

  it('is told of when it is tried again', async () => {
    await open();
    server.mockImplementation(offline);
    await done(() => chat.state.send({ text: 'One?', files: [] }));
    vi.mocked(readChat).mockResolvedValue(savedChat([]));
    server.mockReset().mockImplementationOnce(stream('a1', 'One.'));
    await done(() => chat.state.retry());
    expect(texts()).toEqual(['One?', 'One.']);
    expect(chat.asks()).toBe(2);
  });
});

// It was sent once more by its other name, and both were answered and billed.
it('a message that has arrived all the same is not taken back, but shown', async () => {
  await open(TALK);
  server.mockImplementation(offline);
  await done(() => chat.state.send({ id: 'q3', text: 'Three?', files: [] }));
  expect(problem()).toBe('unreachable');
  vi.mocked(readChat).mockResolvedValue(savedChat([...TALK, asked('q3', 'Three?'), replied('a3', 'Three.')]));
  server.mockReset().mockImplementation(async () => new Response(null, { status: 204 }));
  await done(() => chat.state.takeBack());
  await act(() => vi.waitFor(() => expect(texts().slice(4)).toEqual(['Three?', 'Three.'])));
  expect(chat.putBack()).toEqual([]);
});

// The server was asked twice in a row.
it('a message that could not be delivered is looked for once by “Try again”, and then sent anew', async () => {
  await open(TALK);
  server.mockImplementationOnce(offline);
  await done(() => chat.state.send({ id: 'q3', text: 'Three?', files: [] }));
  vi.mocked(readChat).mockClear().mockResolvedValue(savedChat(TALK));
  server.mockReset().mockImplementationOnce(stream('a3', 'Three.'));
  await done(() => chat.state.retry());
  expect(readChat).toHaveBeenCalledTimes(1);
  expect(requests()).toMatchObject([{ body: { message: { id: 'q3', parentId: 'a2' } } }]);
});

// The reply to what was asked since stood under it.
it('a message that another tab had answered before, and then asked on, is shown with all of that', async () => {
  const asked409 = { error: { code: 'already_asked', message: 'It has arrived before.' } };
  await open(TALK.slice(0, 2));
  vi.mocked(readChat).mockResolvedValue(savedChat([...TALK, asked('q3', 'Three?')], true));
  server
    .mockImplementationOnce(async () => Response.json(asked409, { status: 409 }))
    .mockImplementationOnce(stream('a3', 'Three.'));
  await done(() => chat.state.send({ id: 'q2', text: 'Two?', files: [] }));
  expect(requests().map(({ method }) => method)).toEqual(['POST', 'GET']);
  expect(texts()).toEqual(['One?', 'One.', 'Two?', 'Two.', 'Three?', 'Three.']);
});
