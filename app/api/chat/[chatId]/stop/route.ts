import { stopReply } from '@/lib/chats/stop-reply';
import { getDb } from '@/lib/db/client';
import { userRoute } from '@/lib/user-route';
import { chatOfRoute } from '../chat-of-route';

/** Stops the reply that is being written in a chat. A closed connection doesn't: it looks like a reload. */
export const POST = userRoute(async (_request, user, { params }: RouteContext<'/api/chat/[chatId]/stop'>) => {
  await stopReply(await getDb(), await chatOfRoute(user, params));
  return new Response(null, { status: 204 });
});
