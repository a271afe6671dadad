'use server';

import { z } from 'zod';
import { currentUser, requireUser } from '@/lib/auth';
import { chooseVersion } from '@/lib/chats/choose-version';
import { deleteChat, restoreChat } from '@/lib/chats/delete-chat';
import { pinChat, renameChat } from '@/lib/chats/edit-chat';
import { type ChatFigures, readChatFigures } from '@/lib/chats/figures';
import { listChats, listOlderChats } from '@/lib/chats/list-chats';
import { type LoadedChat, loadChat } from '@/lib/chats/load-chat';
import type { ChatCursor, ChatPage, ChatSettings } from '@/lib/chats/message';
import type { OwnChat } from '@/lib/chats/own-chat';
import { type FoundChats, searchChats } from '@/lib/chats/search-chats';
import { saveSettings, settingsSchema } from '@/lib/chats/settings';
import { revokeShare, shareChat } from '@/lib/chats/share-chat';
import { getDb } from '@/lib/db/client';
import type { Database } from '@/lib/db/types';
import { NotFoundError } from '@/lib/errors';
import { toAppError } from '@/lib/http';
import { type ChatId, idSchema, type MessageId, type UserId } from '@/lib/ids';
import { recoverAfterAnswer } from '@/lib/recover-after-answer';

const chatIdSchema = idSchema<ChatId>();
const cursorSchema = z.object({ updatedAt: z.date(), id: chatIdSchema });
const LONGEST_SEARCH = 200;

/** The list of chats as it is now: the pages' own is from when they were opened. Nothing when the session has ended. */
export async function readChatList(): Promise<ChatPage | undefined> {
  const user = await currentUser();
  if (!user) return undefined;
  return listChats(await getDb(), { userId: user.id });
}

/** What was asked for, or why it can't be given: a sentence for the person. */
export type Answer<T> = { done: true; value: T } | { done: false; message: string };

/** The chats that were used before those in the list. */
export async function readOlderChats(olderThan: ChatCursor): Promise<Answer<ChatPage>> {
  return answer((db, userId) => listOlderChats(db, { userId, olderThan: cursorSchema.parse(olderThan) }));
}

/** A chat as it is saved, to catch up with a reply that was not seen to its end; nothing when it is not saved. */
export async function readChat(id: string): Promise<LoadedChat | 'signed out' | undefined> {
  const user = await currentUser();
  if (!user) return 'signed out';
  try {
    const chat = await loadChat(await getDb(), { userId: user.id, chatId: chatIdSchema.parse(id) });
    // Who waits asks again and again.
    if (chat.replying) recoverAfterAnswer();
    return chat;
  } catch (error) {
    if (error instanceof NotFoundError) return undefined;
    throw error;
  }
}

/** What a chat has cost, and how the allowance stands. Nothing when the session has ended. */
export async function readFigures(id: string): Promise<ChatFigures | undefined> {
  const user = await currentUser();
  if (!user) return undefined;
  return readChatFigures(await getDb(), user, chatIdSchema.parse(id));
}

/** The chats with these words. */
export async function findChats(words: string): Promise<Answer<FoundChats>> {
  return answer((db, userId) =>
    searchChats(db, { userId, words: z.string().parse(words).slice(0, LONGEST_SEARCH) }),
  );
}

/** How a change of a chat went. */
export type Change<T = undefined> = Answer<T>;

/** Deletes a chat, which `undoRemoveChat` undoes for a while. One that is gone already counts as deleted. */
export async function removeChat(id: string): Promise<Change> {
  return change(id, (db, own) =>
    deleteChat(db, own).catch((error: unknown) => {
      if (!(error instanceof NotFoundError)) throw error;
    }),
  );
}

/** Has a deleted chat back, for a minute; then it may be gone for good. */
export async function undoRemoveChat(id: string): Promise<Change> {
  return change(id, restoreChat);
}

/** No model changes a title that a person chose. It is cut where it is too long, and refused where it is empty. */
export async function rename(id: string, title: string): Promise<Change> {
  return change(id, (db, own) => renameChat(db, own, z.string().parse(title)));
}

/** Keeps a chat at the top of the list, or no longer. */
export async function pin(id: string, isPinned: boolean): Promise<Change> {
  return change(id, (db, own) => pinChat(db, own, z.boolean().parse(isPinned)));
}

/** @returns the secret in the address of the read-only page */
export async function share(id: string): Promise<Change<string>> {
  return change(id, shareChat);
}

/** The link leads nowhere from now on, also when the chat is shared again. */
export async function unshare(id: string): Promise<Change> {
  return change(id, revokeShare);
}

/** How the model is asked in this chat, from the next message on. */
export async function changeSettings(id: string, settings: ChatSettings): Promise<Change> {
  return change(id, (db, own) => saveSettings(db, own, settingsSchema.parse(settings)));
}

/** Shows a version of a message, and gives the chat with it. */
export async function showVersion(id: string, messageId: string): Promise<Change<LoadedChat>> {
  return change(id, async (db, own) => {
    await chooseVersion(db, { ...own, messageId: idSchema<MessageId>().parse(messageId) });
    return loadChat(db, own);
  });
}

async function change(id: string, make: (db: Database, own: OwnChat) => Promise<void>): Promise<Change>;
async function change<T>(id: string, make: (db: Database, own: OwnChat) => Promise<T>): Promise<Change<T>>;
async function change<T>(id: string, make: (db: Database, own: OwnChat) => Promise<T>): Promise<Change<T>> {
  return answer((db, userId) => make(db, { userId, chatId: chatIdSchema.parse(id) }));
}

async function answer<T>(make: (db: Database, userId: UserId) => Promise<T>): Promise<Answer<T>> {
  try {
    const user = await requireUser();
    return { done: true, value: await make(await getDb(), user.id) };
  } catch (error) {
    return { done: false, message: toAppError(error).message };
  }
}
