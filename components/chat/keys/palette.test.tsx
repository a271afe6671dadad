// @vitest-environment happy-dom
import { act } from 'react';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { findChats } from '@/app/chat/actions';
import type { FoundChat } from '@/lib/chats/search-chats';
import { SignInRequiredError } from '@/lib/errors';
import { type MessageId, newId } from '@/lib/ids';
import { offline } from '@/tests/support/chat-on-the-wire';
import { typeInto } from '@/tests/support/hands';
import { reactRoot } from '@/tests/support/react-root';
import { ChatListProvider } from '../sidebar/chat-list-provider';
import Palette from './palette';

const push = vi.fn();
vi.mock('@/app/chat/actions', () => ({ findChats: vi.fn() }));
vi.mock('next/navigation', async (original) => ({
  ...(await original<typeof import('next/navigation')>()),
  useRouter: () => ({ push }),
}));

const { show } = reactRoot();
const nothing = () => undefined;
/** They have the words of each search but that for an action. */
const AT_HAND = [0, 1].map((index) => ({
  id: `chat-${index}`,
  title: `Whale ${index}`,
  isTitlePending: false,
  isPinned: false,
  updatedAt: new Date('2026-11-24'),
}));
const whales = (count: number): FoundChat[] =>
  Array.from({ length: count }, (_, index) => ({
    id: `chat-${index}`,
    title: `Whale ${index}`,
    updatedAt: new Date('2026-11-24'),
    messageId: null,
    excerpt: [],
  }));
const found =
  (count: number, hasMore = false) =>
  async () =>
    ({ done: true, value: { chats: whales(count), hasMore } }) as const;
const { message } = new SignInRequiredError();

beforeEach(async () => {
  vi.useFakeTimers();
  await show(
    <ChatListProvider initialChats={{ chats: AT_HAND, olderThan: null }}>
      <Palette onClose={nothing} onShortcuts={nothing} />
    </ChatListProvider>,
  );
});
afterEach(() => vi.useRealTimers());

describe('a search', () => {
  const status = () => document.querySelector('[role=status]')?.textContent;

  it.each<[string, string, typeof findChats, string]>([
    // It said “20 found.” as if there were no more.
    ['how to find the rest, where there is more', 'whale', found(20, true), 'The first 20; type more words'],
    ['how many chats it found', 'whale', found(2), '2 chats found.'],
    // “Billing” was counted, too.
    ['that no chat has the words, though an action has', 'billing', found(0), 'No chat found.'],
    ['that nothing has the words', 'whale', found(0), 'Nothing found.'],
    // It said “Nothing found.”
    ['to sign in where the session has ended', 'whale', async () => ({ done: false, message }), message],
    ['that it could not be made without a connection', 'whale', offline, 'Check your connection'],
  ])('says %s', async (_, words, answer, told) => {
    vi.mocked(findChats).mockImplementation(answer);
    await typeInto(document.querySelector('input'), words);
    await act(async () => void (await vi.advanceTimersByTimeAsync(1_000)));
    expect(status()).toContain(told);
  });

  // The line was another one with the answer, and the choice was lost: Enter opened what stood first.
  it('keeps the chat that was chosen among those at hand, and leads to the message that has the words', async () => {
    const messageId = newId<MessageId>();
    const chats = whales(2).map((whale) => ({ ...whale, messageId }));
    vi.mocked(findChats).mockResolvedValue({ done: true, value: { chats, hasMore: false } });
    const field = document.querySelector('input');
    const key = (name: string) =>
      act(async () => field?.dispatchEvent(new KeyboardEvent('keydown', { key: name, bubbles: true })));
    await typeInto(field, 'whale');
    await key('ArrowDown');
    await act(async () => void (await vi.advanceTimersByTimeAsync(1_000)));
    expect(status()).toBe('2 chats found.');
    await key('Enter');
    expect(push.mock.calls).toEqual([[`/chat/chat-1?message=${messageId}`]]);
  });
});
