import { tz } from '@date-fns/tz';
import { startOfDay } from 'date-fns/startOfDay';
import { subDays } from 'date-fns/subDays';
import type { ChatSummary } from '@/lib/chats/message';

export interface ChatGroup {
  label: string;
  chats: ChatSummary[];
}

/**
 * Puts chats under the day they were last used, the last used first, as the viewer's calendar has it; the pinned ones, as
 * they come, before all days.
 */
export function groupChatsByDay(chats: readonly ChatSummary[], now: Date, timeZone: string): ChatGroup[] {
  const pinned = chats.filter(({ isPinned }) => isPinned);
  const groups: ChatGroup[] = pinned.length > 0 ? [{ label: 'Pinned', chats: pinned }] : [];
  const dayLabel = dayLabelsOf(now, timeZone);
  // One that was just unpinned still has its place among the pinned.
  const others = chats.filter(({ isPinned }) => !isPinned).toSorted(byLastUse);
  for (const chat of others) {
    const label = dayLabel(chat.updatedAt);
    const last = groups.at(-1);
    if (last?.label === label) last.chats.push(chat);
    else groups.push({ label, chats: [chat] });
  }
  return groups;
}

function byLastUse(a: ChatSummary, b: ChatSummary): number {
  return b.updatedAt.getTime() - a.updatedAt.getTime();
}

/** Days are cut once for all chats: to ask a calendar takes half a millisecond. */
function dayLabelsOf(now: Date, timeZone: string): (day: Date) => string {
  const today = startOfDay(now, { in: tz(timeZone) });
  const labels = [
    { label: 'Today', from: today },
    { label: 'Yesterday', from: subDays(today, 1) },
    { label: 'Last 7 days', from: subDays(today, 7) },
  ];
  const month = new Intl.DateTimeFormat('en', { month: 'long', year: 'numeric', timeZone });
  return (day) => labels.find(({ from }) => day >= from)?.label ?? month.format(day);
}
