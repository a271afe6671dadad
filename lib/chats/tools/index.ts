import 'server-only';
import type { ToolSet } from 'ai';
import { env } from '@/lib/env';
import type { UserId } from '@/lib/ids';
import { openMeter } from '@/lib/openmeter/client';
import { calculator } from './calculator';
import { currentTime } from './current-time';
import { myUsage } from './my-usage';
import { readPage } from './read-page';

/** What a model can use in every chat. A new tool is a file here and a line in this list. */
export const tools = {
  currentTime,
  calculator,
  ...(env.READ_PAGE_HOSTS.length > 0 && { readPage: readPage({ hosts: env.READ_PAGE_HOSTS }) }),
} satisfies ToolSet;

/** What a model can use in the chats of one person: also what is about them. */
export function toolsOf(userId: UserId) {
  return { ...tools, my_usage: myUsage(openMeter, userId) } satisfies ToolSet;
}

export type ChatTools = ReturnType<typeof toolsOf>;
