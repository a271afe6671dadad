import type { CurrentUser } from '@/lib/auth';
import type { OwnChat } from '@/lib/chats/own-chat';
import { NotFoundError } from '@/lib/errors';
import { type ChatId, idSchema } from '@/lib/ids';

/**
 * The chat that a route is about, and the person who asks. That it is theirs, the statement about it says.
 *
 * @throws NotFoundError when it can be no chat's id
 */
export async function chatOfRoute(
  { id: userId }: CurrentUser,
  params: Promise<{ chatId: string }>,
): Promise<OwnChat> {
  const chatId = idSchema<ChatId>().safeParse((await params).chatId);
  if (!chatId.success) throw new NotFoundError('chat');
  return { userId, chatId: chatId.data };
}
