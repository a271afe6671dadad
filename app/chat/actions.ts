'use server';

import { currentUser, requireUser } from '@/lib/auth';
import { deleteChat } from '@/lib/chats/delete-chat';
import { listChats } from '@/lib/chats/list-chats';
import { type LoadedChat, loadChat } from '@/lib/chats/load-chat';
import type { ChatSummary } from '@/lib/chats/message';
import { getDb } from '@/lib/db/client';
import { AppError, NotFoundError } from '@/lib/errors';
import { type ChatId, idSchema } from '@/lib/ids';

const chatIdSchema = idSchema<ChatId>();

/** The list of chats as it is now: the pages' own is from when they were opened. Nothing when the session has ended. */
export async function readChatList(): Promise<ChatSummary[] | undefined> {
  const user = await currentUser();
  if (!user) return undefined;
  return listChats({ db: await getDb() }, { userId: user.id });
}

/** A chat as it is saved, to catch up with a reply that was not seen to its end; nothing when it is not saved. */
export async function readChat(id: string): Promise<LoadedChat | undefined> {
  const user = await currentUser();
  if (!user) return undefined;
  try {
    return await loadChat({ db: await getDb() }, { userId: user.id, chatId: chatIdSchema.parse(id) });
  } catch (error) {
    if (error instanceof NotFoundError) return undefined;
    throw error;
  }
}

export type Removal = { done: true } | { done: false; message: string };

/** Deletes a chat. One that is gone already counts as deleted. */
export async function removeChat(id: string): Promise<Removal> {
  try {
    const user = await requireUser();
    await deleteChat({ db: await getDb() }, { userId: user.id, chatId: chatIdSchema.parse(id) });
    return { done: true };
  } catch (error) {
    if (error instanceof NotFoundError) return { done: true };
    if (error instanceof AppError) return { done: false, message: error.message };
    throw error;
  }
}
