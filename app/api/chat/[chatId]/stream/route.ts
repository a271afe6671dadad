import { AsyncLocalStorage } from 'node:async_hooks';
import { createUIMessageStreamResponse } from 'ai';
import { EVENT_STREAM_HEADERS } from '@/lib/chats/event-stream';
import { resumeReply } from '@/lib/chats/resume-reply';
import { getDb } from '@/lib/db/client';
import { recoverAfterAnswer } from '@/lib/recover-after-answer';
import { userRoute } from '@/lib/user-route';
import { chatOfRoute } from '../chat-of-route';

export const maxDuration = 300;

/** The reply under way in a chat, for a page that was opened or reloaded in the middle of it. 204: there is none. */
export const GET = userRoute(
  async (_request, user, { params }: RouteContext<'/api/chat/[chatId]/stream'>) => {
    const own = await chatOfRoute(user, params);
    // Bound to this request: its process may die in mid-stream, or be dead already.
    const onSilence = AsyncLocalStorage.bind(recoverAfterAnswer);
    const stream = await resumeReply(await getDb(), own, { onSilence });
    if (!stream) return new Response(null, { status: 204 });
    return createUIMessageStreamResponse({ stream, headers: EVENT_STREAM_HEADERS });
  },
);
