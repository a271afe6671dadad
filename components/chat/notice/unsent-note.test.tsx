// @vitest-environment happy-dom
import { act } from 'react';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { readChat } from '@/app/chat/actions';
import { type ChatId, newId, type UserId } from '@/lib/ids';
import { offline, savedChatOf } from '@/tests/support/chat-on-the-wire';
import { reactRoot } from '@/tests/support/react-root';
import { draftIdOf } from '../composer/draft';
import { readMessages, saveMessages } from '../composer/kept-list';
import { UnsentNote } from './unsent-note';

vi.mock('@/app/chat/actions', () => ({ readChat: vi.fn() }));
vi.mock('next/navigation', async (original) => ({
  ...(await original<typeof import('next/navigation')>()),
  usePathname: () => '/chat/a-chat',
  unstable_isUnrecognizedActionError: (error: unknown) => error === 'of another build',
}));

const { show } = reactRoot();
const userId = newId<UserId>();
const note = () => document.querySelector('[role=status]')?.textContent;
const inNewChat = () => readMessages(draftIdOf(userId), 'unsent');
const wait = () => act(async () => void (await vi.advanceTimersByTimeAsync(11_000)));

beforeEach(() => {
  vi.useFakeTimers();
  saveMessages(draftIdOf(userId, 'a-chat'), 'unsent', [{ id: newId(), text: 'A', files: [] }]);
});
afterEach(() => vi.useRealTimers());

// It was said after five seconds, of a message that the server had, and was answering.
it('does not say that a message was not sent while the server can’t be asked, and says it then', async () => {
  vi.mocked(readChat).mockImplementation(offline);
  await show(<UnsentNote userId={userId} />);
  await wait();
  expect(note()).toContain('Looking for the message');
  expect(inNewChat()).toEqual([]);

  vi.mocked(readChat).mockResolvedValue(undefined);
  await wait();
  expect(note()).toContain('was not sent');
  expect(inNewChat()).toHaveLength(1);
});

// It went on asking for ever, twice a second.
it('loads the page anew where the server is of another build, which can’t be asked', async () => {
  const reload = vi.spyOn(window.location, 'reload').mockImplementation(() => {});
  vi.mocked(readChat).mockReset().mockRejectedValue('of another build');
  await show(<UnsentNote userId={userId} />);
  await wait();
  expect(reload).toHaveBeenCalledOnce();
  expect(readChat).toHaveBeenCalledOnce();
});

// It was given back at once, and could be sent, and billed, a second time.
it.each([
  ['to who leaves, once it is clear that the server doesn’t have it', undefined, 1],
  ['to nobody who leaves, where the server has it', savedChatOf(newId<ChatId>(), []), 0],
])('gives a message back %s', async (_, saved, given) => {
  vi.mocked(readChat).mockReset().mockResolvedValueOnce(undefined).mockResolvedValue(saved);
  await show(<UnsentNote userId={userId} />);
  await show(null);
  expect(inNewChat()).toEqual([]);
  await wait();
  expect(inNewChat()).toHaveLength(given);
});
