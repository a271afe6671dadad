// @vitest-environment happy-dom
import { act } from 'react';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { readChat } from '@/app/chat/actions';
import { type ChatId, newId, type UserId } from '@/lib/ids';
import { savedChatOf } from '@/tests/support/chat-on-the-wire';
import { reactRoot } from '@/tests/support/react-root';
import { draftIdOf } from '../composer/draft';
import { readMessages, saveMessages } from '../composer/kept-list';
import { keepUnsent } from '../composer/unsent';
import { LeftChats } from './left-chats';

vi.mock('@/app/chat/actions', () => ({ readChat: vi.fn() }));
vi.mock('../toast/show-toast', () => ({ showToast: vi.fn() }));

const { show, reload } = reactRoot();
const hello = () => ({ id: newId(), text: 'Hello', files: [], beginsChat: true });
let userId: UserId;
let chatId: ChatId;

beforeEach(() => {
  vi.useFakeTimers();
  vi.mocked(readChat).mockReset().mockResolvedValue(undefined);
  userId = newId<UserId>();
  chatId = newId<ChatId>();
});
afterEach(() => vi.useRealTimers());

const page = () => <LeftChats userId={userId} />;
const passes = () => act(async () => void (await vi.advanceTimersByTimeAsync(15_000)));
const inNewChat = () => readMessages(draftIdOf(userId), 'unsent').map(({ text }) => text);

// Nothing looked for it any more, and nobody found it again.
describe('a first message that was looked for when the page was loaded anew', () => {
  beforeEach(() => saveMessages(draftIdOf(userId, chatId), 'unsent', [hello()]));

  it('is left to the new chat once it is clear that the server does not have it', async () => {
    await show(page());
    expect(inNewChat()).toEqual([]);
    await passes();
    expect(inNewChat()).toEqual(['Hello']);
  });

  it('is left nowhere where the server has it, or the chat is open, whose page looks for itself', async () => {
    vi.mocked(readChat).mockResolvedValue(savedChatOf(chatId, []));
    await show(page());
    await passes();
    expect(readChat).toHaveBeenCalledOnce();
    vi.stubGlobal('location', { pathname: `/chat/${chatId}` });
    await reload(page());
    await passes();
    expect(readChat).toHaveBeenCalledOnce();
    expect(inNewChat()).toEqual([]);
  });

  it('is looked for again by who was signed out, and has signed in', async () => {
    vi.mocked(readChat).mockResolvedValueOnce('signed out');
    await show(page());
    await passes();
    expect(inNewChat()).toEqual([]);
    await reload(page());
    await passes();
    expect(inNewChat()).toEqual(['Hello']);
  });

  // What was sent there came back into the new chat as not sent, with the draft.
  it('is left nowhere where the chat was there, and was deleted', async () => {
    vi.mocked(readChat).mockResolvedValueOnce(savedChatOf(chatId, []));
    await show(page());
    await passes();
    await reload(page());
    await passes();
    expect(readChat).toHaveBeenCalledOnce();
    expect(inNewChat()).toEqual([]);
  });

  it('is looked for once at a time', async () => {
    vi.mocked(readChat).mockReturnValue(new Promise(() => undefined));
    await show(page());
    await reload(page());
    expect(readChat).toHaveBeenCalledOnce();
  });
});

it('leaves alone what is on its way, what was sent in a chat that is there, what another person has sent, and what the new chat has already', async () => {
  keepUnsent({ userId, chatId }, hello());
  saveMessages(draftIdOf(userId, newId<ChatId>()), 'unsent', [{ ...hello(), beginsChat: false }]);
  saveMessages(draftIdOf(newId<UserId>(), chatId), 'unsent', [hello()]);
  saveMessages(draftIdOf(userId), 'unsent', [hello()]);
  await show(page());
  await passes();
  expect(readChat).not.toHaveBeenCalled();
  expect(inNewChat()).toEqual(['Hello']);
});
