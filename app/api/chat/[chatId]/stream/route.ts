import { createUIMessageStreamResponse } from 'ai';
import { after } from 'next/server';
import { sendAlerts } from '@/lib/billing/budgets/after-reply';
import { EVENT_STREAM_HEADERS } from '@/lib/chats/event-stream';
import { recoverReplies } from '@/lib/chats/recover-replies';
import { resumeReply } from '@/lib/chats/resume-reply';
import { getDb } from '@/lib/db/client';
import { isServerless } from '@/lib/env';
import { route } from '@/lib/http';
import { log } from '@/lib/log';
import { chatOfRoute } from '../chat-of-route';

export const maxDuration = 300;

/** The reply under way in a chat, for a page that was opened or reloaded in the middle of it. 204: there is none. */
export const GET = route(async (_request, { params }: RouteContext<'/api/chat/[chatId]/stream'>) => {
  const own = await chatOfRoute(params);
  // Nothing else looks for orphans there, and a reply whose process died would be awaited for nothing. It may take some
  // seconds, while the page reads what there is of the reply.
  if (isServerless) after(recoverReplies().catch(couldNotLook).then(sendAlerts));
  const stream = await resumeReply(await getDb(), own);
  if (!stream) return new Response(null, { status: 204 });
  return createUIMessageStreamResponse({ stream, headers: EVENT_STREAM_HEADERS });
});

function couldNotLook(err: unknown): void {
  log.error({ err }, 'orphans could not be looked for');
}
