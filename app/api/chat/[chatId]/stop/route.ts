import { stopReply } from '@/lib/chats/stop-reply';
import { getDb } from '@/lib/db/client';
import { route } from '@/lib/http';
import { chatOfRoute } from '../chat-of-route';

/** Stops the reply that is being written in a chat. A closed connection doesn't: it looks like a reload. */
export const POST = route(async (_request, { params }: RouteContext<'/api/chat/[chatId]/stop'>) => {
  await stopReply(await getDb(), await chatOfRoute(params));
  return new Response(null, { status: 204 });
});
