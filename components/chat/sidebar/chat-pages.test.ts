import { describe, expect, it } from 'vitest';
import type { ChatPage, ChatSummary } from '@/lib/chats/message';
import { withNewest, withOlder, withSent } from './chat-pages';

/** A chat that was used in a minute of one day. */
const chat = (minute: number, other: Partial<ChatSummary> = {}): ChatSummary => ({
  id: `chat-${minute}`,
  title: `Chat ${minute}`,
  isTitlePending: false,
  isPinned: false,
  updatedAt: new Date(Date.UTC(2026, 0, 1, 0, minute)),
  ...other,
});
const page = (minutes: number[], goesOn: boolean): ChatPage => {
  const chats = minutes.map((minute) => chat(minute));
  const last = chats.at(-1);
  return { chats, olderThan: goesOn && last ? { updatedAt: last.updatedAt, id: last.id } : null };
};
const ids = ({ chats }: ChatPage) => chats.map(({ id }) => id);
const cursor = ({ olderThan }: ChatPage) => olderThan?.id;

describe('the list of chats', () => {
  it('goes on with the older ones, each once', () => {
    const known = { ...page([9, 8], true), chats: [chat(9), chat(8), chat(6)] };
    const more = withOlder(known, page([7, 6], true));
    expect(ids(more)).toEqual(['chat-9', 'chat-8', 'chat-6', 'chat-7']);
    expect(cursor(more)).toBe('chat-6');
  });

  it('keeps the older ones when the newest are read again, also one that these now have no room for', () => {
    const known = withOlder(page([9, 8], true), page([7, 6], true));
    const fresh = withNewest(known, page([10, 9], true));
    expect(ids(fresh)).toEqual(['chat-10', 'chat-9', 'chat-8', 'chat-7', 'chat-6']);
    expect(cursor(fresh)).toBe('chat-6');
  });

  it('stays complete when the newest are read again', () => {
    const known = withOlder(page([9, 8], true), page([7], false));
    expect(cursor(withNewest(known, page([9, 8], true)))).toBeUndefined();
  });

  it('loses those that were deleted elsewhere, as far as the newest tell', () => {
    const known = withOlder(page([9, 8], true), page([7, 6], true));
    expect(ids(withNewest(known, page([9, 7], true)))).toEqual(['chat-9', 'chat-7', 'chat-6']);
    expect(ids(withNewest(known, page([9], false)))).toEqual(['chat-9']);
  });

  it('goes on where the newest end, when that is further than it was read', () => {
    expect(cursor(withNewest(page([9, 8], true), page([9, 7], true)))).toBe('chat-7');
  });

  // The chat got the beginning of what was said for a title, though it has one.
  it('has a chat on top that something is said in, with its title, also by a clock that is behind', () => {
    const ahead = { ...page([], false), chats: [chat(9, { updatedAt: new Date(Date.now() + 60_000) })] };
    const sent = withSent(ahead, 'chat-1', 'Its title');
    expect(sent.chats.map(({ title }) => title)).toEqual(['Its title', 'Chat 9']);
    expect(sent.chats[0]?.updatedAt).toEqual(sent.chats[1]?.updatedAt);
    expect(withSent(page([9, 8], false), 'chat-8', 'Other').chats[0]).toMatchObject({ title: 'Chat 8' });
  });
});
