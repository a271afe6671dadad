// @vitest-environment happy-dom
import { act } from 'react';
import { beforeEach, expect, it, vi } from 'vitest';
import { readChatList, removeChat, rename } from '@/app/chat/actions';
import type { ChatPage, ChatSummary } from '@/lib/chats/message';
import { reactRoot } from '@/tests/support/react-root';
import { showToast } from '../toast/show-toast';
import { ChatListProvider, useChatList } from './chat-list-provider';
import { useChatChanges } from './use-chat-changes';

vi.mock('@/app/chat/actions', () => ({ readChatList: vi.fn(), removeChat: vi.fn(), rename: vi.fn() }));
vi.mock('../toast/show-toast', () => ({ showToast: vi.fn() }));
vi.mock('next/navigation', () => ({ useRouter: () => ({ push: vi.fn() }) }));

const { show } = reactRoot();
const chat: ChatSummary = {
  id: 'chat-1',
  title: 'Old',
  isTitlePending: false,
  isPinned: false,
  updatedAt: new Date('2026-11-24T12:00:00Z'),
};
const page = (title: string): ChatPage => ({ chats: [{ ...chat, title }], olderThan: null });

let list: ReturnType<typeof useChatList>;
let changes: ReturnType<typeof useChatChanges>;

function Sidebar() {
  list = useChatList();
  changes = useChatChanges(chat);
  return null;
}

const title = () => list.titleOf(chat.id);

beforeEach(async () => {
  vi.mocked(readChatList).mockReset().mockResolvedValue(page('New'));
  await show(
    <ChatListProvider initialChats={page('Old')}>
      <Sidebar />
    </ChatListProvider>,
  );
});

// The old title stood there until the list was read for another reason.
it('shows a new title also where the list was read before the server had it', async () => {
  vi.mocked(readChatList).mockResolvedValueOnce(page('Old'));
  vi.mocked(rename).mockImplementationOnce(async () => {
    await act(async () => list.refresh());
    return { done: true, value: undefined };
  });
  await act(() => changes.rename('New'));
  expect(title()).toBe('New');
});

it('shows the title from before where the new one is not taken', async () => {
  vi.mocked(rename).mockResolvedValueOnce({ done: false, message: 'It is too long.' });
  await act(() => changes.rename('New'));
  expect(title()).toBe('Old');
});

// “Undo” stood there for as long as the pointer was on it, or the page hidden, and did nothing then.
it('offers to undo a deletion for less than the minute in which that can be done', async () => {
  vi.mocked(removeChat).mockResolvedValueOnce({ done: true, value: undefined });
  await act(() => changes.remove(null));
  const [, undo] = vi.mocked(showToast).mock.lastCall ?? [];
  expect(undo?.label).toBe('Undo');
  expect(undo?.possibleMs).toBeLessThan(60_000);
});
