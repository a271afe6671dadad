import { requireUser } from '@/lib/auth';
import { stopReply } from '@/lib/chats/stop-reply';
import { getDb } from '@/lib/db/client';
import { NotFoundError } from '@/lib/errors';
import { route } from '@/lib/http';
import { type ChatId, idSchema } from '@/lib/ids';

/** Stops the reply that is being written in a chat. A closed connection doesn't: it looks like a reload. */
export const POST = route(async (_request, { params }: RouteContext<'/api/chat/[chatId]/stop'>) => {
  const user = await requireUser();
  const chatId = idSchema<ChatId>().safeParse((await params).chatId);
  if (!chatId.success) throw new NotFoundError('chat');
  await stopReply({ db: await getDb() }, { userId: user.id, chatId: chatId.data });
  return new Response(null, { status: 204 });
});
