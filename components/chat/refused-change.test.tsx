// @vitest-environment happy-dom
import { beforeEach, describe, expect, it, vi } from 'vitest';
import { readChat, showVersion } from '@/app/chat/actions';
import { offline, refusal, stream } from '@/tests/support/chat-on-the-wire';
import { heldConversation, TALK } from '@/tests/support/held-conversation';

vi.mock('@/app/chat/actions', () => ({ readChat: vi.fn(), showVersion: vi.fn() }));

const chat = heldConversation();
const { done, open, problem, putBack, requests, savedChat, server, texts } = chat;
const TALK_TEXTS = ['One?', 'One.', 'Two?', 'Two.'];
const change = (id: string, text = 'Too long') => chat.state.edit(id, { text, files: [] });
const sendNext = () => done(() => chat.state.send({ id: 'new', text: 'Short', files: [] }));

describe('a change of a message that was refused', () => {
  beforeEach(async () => {
    await open(TALK);
    server.mockImplementation(refusal);
  });

  // It said that the reply goes on without the person who is signed out, or without a connection, and there is none.
  it.each([
    ['the session has ended', async () => 'signed out' as const],
    ['the server is away', offline],
  ])('is taken back to what was shown before, also where %s', async (_, read) => {
    await done(() => change('q1'));
    await done(() => change(chat.state.messages.at(-1)?.id ?? '', 'As long'));
    expect(texts()).toEqual(['As long']);
    vi.mocked(readChat).mockImplementation(read);
    await done(() => chat.state.takeBack());
    expect(texts()).toEqual(TALK_TEXTS);
    expect(problem()).toBeUndefined();
    expect(putBack()).toEqual(['As long']);
  });

  // What was sent then took the place of the last reply, which had nothing to do with it.
  it('is nothing to be taken back any more once another version is shown', async () => {
    await done(() => change('q2'));
    vi.mocked(showVersion).mockResolvedValue({ done: true, value: savedChat(TALK) });
    await done(() => chat.state.showVersion('q2'));
    expect(chat.state.canTakeBack).toBe(false);
    expect(problem()).toBeUndefined();
    server.mockImplementationOnce(stream('a3', 'Short.'));
    await sendNext();
    expect(texts()).toEqual([...TALK_TEXTS, 'Short', 'Short.']);
  });

  // What was sent had no arrows: what it stands beside seemed to be gone.
  it.each([
    ['the first', 'q1', null, ['Short', 'Short.']],
    ['a later one', 'q2', 'a1', ['One?', 'One.', 'Short', 'Short.']],
  ])('of %s is put back when another is sent, which is a version, too', async (_, id, parentId, shown) => {
    await done(() => change(id));
    server.mockReset().mockImplementationOnce(stream('a3', 'Short.'));
    await sendNext();
    expect(requests()).toMatchObject([{ body: { message: { id: 'new', parentId } } }]);
    expect(texts()).toEqual(shown);
    expect(chat.state.messages.at(-2)?.metadata?.versions).toEqual([id, 'new']);
    expect(putBack()).toEqual(['Too long']);
    expect(Object.values({ ...sessionStorage }).join()).toBe('');
  });

  // The chat counted as new: its messages went from the page, and what was written in it to the next new chat.
  it('leaves the chat what it was, where what is sent in its place is refused as well', async () => {
    await done(() => change('q1'));
    await sendNext();
    expect(chat.state).toMatchObject({ isNew: false, isSaved: true, canTakeBack: true });
    await done(() => chat.state.takeBack());
    expect(texts()).toEqual(TALK_TEXTS);
    expect(putBack()).toEqual(['Too long', 'Short']);
  });

  describe('leaves what it was to change, and the reply to that,', () => {
    beforeEach(() => done(() => change('q2')));

    // The reply was gone from the page, and what was sent next went out beside the message.
    it('where a change of an earlier one is refused as well, and taken back', async () => {
      await done(() => change('q1'));
      await done(() => chat.state.takeBack());
      expect(texts()).toEqual(TALK_TEXTS);
    });

    // The same.
    it('where the server can’t be reached for another answer to an earlier one', async () => {
      server.mockImplementation(offline);
      await done(() => chat.state.regenerate('a1'));
      expect(texts()).toEqual(TALK_TEXTS);
    });
  });
});
