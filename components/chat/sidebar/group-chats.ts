import { tz } from '@date-fns/tz';
import { differenceInCalendarDays } from 'date-fns/differenceInCalendarDays';
import type { ChatSummary } from '@/lib/chats/message';

export interface ChatGroup {
  label: string;
  chats: ChatSummary[];
}

/**
 * Puts chats, newest first as they come, under the day they were last used, as the viewer's calendar has it; the pinned
 * ones before all days.
 */
export function groupChatsByDay(chats: readonly ChatSummary[], now: Date, timeZone: string): ChatGroup[] {
  const pinned = chats.filter(({ isPinned }) => isPinned);
  const groups: ChatGroup[] = pinned.length > 0 ? [{ label: 'Pinned', chats: pinned }] : [];
  for (const chat of chats.filter(({ isPinned }) => !isPinned)) {
    const label = dayLabel(chat.updatedAt, now, timeZone);
    const last = groups.at(-1);
    if (last?.label === label) last.chats.push(chat);
    else groups.push({ label, chats: [chat] });
  }
  return groups;
}

function dayLabel(day: Date, now: Date, timeZone: string): string {
  const daysAgo = differenceInCalendarDays(now, day, { in: tz(timeZone) });
  if (daysAgo <= 0) return 'Today';
  if (daysAgo === 1) return 'Yesterday';
  if (daysAgo <= 7) return 'Last 7 days';
  return new Intl.DateTimeFormat('en', { month: 'long', year: 'numeric', timeZone }).format(day);
}
