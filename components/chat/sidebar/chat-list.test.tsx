// @vitest-environment happy-dom
import { act } from 'react';
import { beforeEach, expect, it, vi } from 'vitest';
import { readOlderChats } from '@/app/chat/actions';
import type { ChatPage } from '@/lib/chats/message';
import { SignInRequiredError } from '@/lib/errors';
import { reactRoot } from '@/tests/support/react-root';
import { showToast } from '../toast/show-toast';
import { ChatList } from './chat-list';
import { ChatListProvider } from './chat-list-provider';

vi.mock('@/app/chat/actions', () => ({ readChatList: vi.fn(), readOlderChats: vi.fn() }));
vi.mock('../toast/show-toast', () => ({ showToast: vi.fn() }));
vi.mock('next/navigation', async (original) => ({
  ...(await original<typeof import('next/navigation')>()),
  usePathname: () => '/chat',
  useRouter: () => ({ push: vi.fn() }),
}));

const { show } = reactRoot();
const now = new Date('2026-11-24T12:00:00Z');

const page = (days: number[], goesOn: boolean): ChatPage => {
  const chats = days.map((day) => ({
    id: `chat-${day}`,
    title: `Chat ${day}`,
    isTitlePending: false,
    isPinned: false,
    updatedAt: new Date(Date.UTC(2026, 0, day)),
  }));
  const last = chats.at(-1);
  return { chats, olderThan: goesOn && last ? { updatedAt: last.updatedAt, id: last.id } : null };
};
const titles = () => [...document.querySelectorAll('li > a')].map(({ textContent }) => textContent);
const button = () => [...document.querySelectorAll('button')].find((each) => /older/.test(each.textContent));
const press = () => act(async () => button()?.click());

beforeEach(async () => {
  vi.clearAllMocks();
  await show(
    <ChatListProvider initialChats={page([9, 8], true)}>
      <ChatList renderedAt={now} />
    </ChatListProvider>,
  );
});

it('shows older chats when they are asked for, and puts the focus on the first of them', async () => {
  vi.mocked(readOlderChats).mockResolvedValueOnce({ done: true, value: page([7, 6], false) });
  await press();
  expect(vi.mocked(readOlderChats).mock.calls).toEqual([[page([9, 8], true).olderThan]]);
  expect(titles()).toEqual(['Chat 9', 'Chat 8', 'Chat 7', 'Chat 6']);
  expect(document.activeElement?.textContent).toBe('Chat 7');
  expect(button()).toBeUndefined();
});

it('says why when they can’t be read, and offers them again', async () => {
  vi.mocked(readOlderChats).mockRejectedValueOnce(new TypeError('Failed to fetch'));
  await press();
  expect(showToast).toHaveBeenCalledWith(expect.stringContaining('could not be reached'));
  expect(button()?.textContent).toBe('Show older chats');
});

// The button did nothing.
it('says to sign in where the session has ended', async () => {
  const { message } = new SignInRequiredError();
  vi.mocked(readOlderChats).mockResolvedValueOnce({ done: false, message });
  await press();
  expect(showToast).toHaveBeenCalledWith(message);
  expect(button()?.textContent).toBe('Show older chats');
});
