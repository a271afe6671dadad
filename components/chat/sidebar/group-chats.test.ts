import { describe, expect, it } from 'vitest';
import type { ChatSummary } from '@/lib/chats/message';
import { groupChatsByDay } from './group-chats';

const now = new Date('2026-11-24T01:00:00Z');
const chat = (updatedAt: string): ChatSummary => ({
  id: updatedAt,
  title: 'A chat',
  isTitlePending: false,
  isPinned: false,
  updatedAt: new Date(updatedAt),
});
const labels = (chats: ChatSummary[], timeZone: string) =>
  groupChatsByDay(chats, now, timeZone).map(({ label }) => label);

describe('groupChatsByDay', () => {
  it('has a group for today, yesterday, the last week, and then for each month', () => {
    const chats = [
      '2026-11-24T00:10Z',
      '2026-11-23T12:00Z',
      '2026-11-18T12:00Z',
      '2026-11-02T12:00Z',
      '2025-12-31T12:00Z',
    ];
    expect(labels(chats.map(chat), 'UTC')).toEqual([
      'Today',
      'Yesterday',
      'Last 7 days',
      'November 2026',
      'December 2025',
    ]);
  });

  it('cuts the days in the viewer’s time zone', () => {
    const justBeforeMidnightUtc = [chat('2026-11-23T23:30Z')];
    expect(labels(justBeforeMidnightUtc, 'UTC')).toEqual(['Yesterday']);
    expect(labels(justBeforeMidnightUtc, 'Asia/Tokyo')).toEqual(['Today']);
    expect(labels(justBeforeMidnightUtc, 'America/New_York')).toEqual(['Today']);
  });

  it('keeps the chats of a day together, the last used first', () => {
    const [group] = groupChatsByDay([chat('2026-11-24T00:50Z'), chat('2026-11-24T00:40Z')], now, 'UTC');
    expect(group?.chats.map(({ id }) => id)).toEqual(['2026-11-24T00:50Z', '2026-11-24T00:40Z']);
  });

  it('puts the pinned ones first, whatever their day', () => {
    const pinned = { ...chat('2025-12-31T12:00Z'), isPinned: true };
    expect(labels([pinned, chat('2026-11-24T00:10Z')], 'UTC')).toEqual(['Pinned', 'Today']);
  });

  // A chat that was unpinned stood first in the list, and made two groups of one name.
  it('has each group once, in whatever order the chats come', () => {
    const chats = ['2025-12-31T12:00Z', '2026-11-24T00:10Z', '2025-12-30T12:00Z', '2026-11-24T00:20Z'];
    const groups = groupChatsByDay(chats.map(chat), now, 'UTC');
    expect(groups.map(({ label, chats }) => [label, ...chats.map(({ id }) => id)])).toEqual([
      ['Today', '2026-11-24T00:20Z', '2026-11-24T00:10Z'],
      ['December 2025', '2025-12-31T12:00Z', '2025-12-30T12:00Z'],
    ]);
  });

  it('counts a chat from a clock ahead of ours as of today', () => {
    expect(labels([chat('2026-11-25T12:00Z')], 'UTC')).toEqual(['Today']);
  });
});
