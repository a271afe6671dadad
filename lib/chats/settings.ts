import { eq } from 'drizzle-orm';
import { z } from 'zod';
import { chats } from '../db/schema';
import { storableText } from '../db/text';
import type { Database } from '../db/types';
import type { ChatSettings } from './message';
import { type OwnChat, requireOwnChat } from './own-chat';

/** How the model is asked in one chat, as it comes from outside. */
export const settingsSchema = z.object({
  instructions: z.string().trim().max(8_000, 'The instructions have 8,000 characters at most.'),
  temperature: z.number().min(0).max(2).nullable(),
}) satisfies z.ZodType<ChatSettings>;

/** @throws NotFoundError also when the chat is somebody else's */
export async function saveSettings(
  { db }: { db: Database },
  own: OwnChat,
  { instructions, temperature }: ChatSettings,
): Promise<void> {
  await requireOwnChat(db, own);
  await db
    .update(chats)
    .set({ instructions: storableText(instructions), temperature })
    .where(eq(chats.id, own.chatId));
}
