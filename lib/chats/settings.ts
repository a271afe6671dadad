import { z } from 'zod';
import { storableText } from '../db/text';
import type { Database } from '../db/types';
import { formatCount } from '../format';
import { type ChatSettings, LONGEST_INSTRUCTIONS } from './message';
import { type OwnChat, updateOwnChat } from './own-chat';

const TOO_LONG = `The instructions have ${formatCount(LONGEST_INSTRUCTIONS)} characters at most.`;

/** How the model is asked in one chat, as it comes from outside. */
export const settingsSchema = z.object({
  instructions: z.string().trim().max(LONGEST_INSTRUCTIONS, TOO_LONG),
  temperature: z.number().min(0).max(2).nullable(),
}) satisfies z.ZodType<ChatSettings>;

/** @throws NotFoundError also when the chat is somebody else's */
export async function saveSettings(
  db: Database,
  own: OwnChat,
  { instructions, temperature }: ChatSettings,
): Promise<void> {
  await updateOwnChat(db, own, { instructions: storableText(instructions), temperature });
}
