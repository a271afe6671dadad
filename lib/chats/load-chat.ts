import type { Database } from '../db/types';
import { groupBy } from '../group-by';
import { asId, type ChatId, type MessageId } from '../ids';
import { pathTo, versionsOf } from './branches';
import { endingOf } from './ending-of-reply';
import type { ChatMessage, ChatSettings, ReplyUsage } from './message';
import type { OwnChat } from './own-chat';
import type { SavedMessage } from './read-messages';
import { readWholeChat } from './read-whole-chat';

export interface LoadedChat {
  id: ChatId;
  title: string;
  model: string;
  settings: ChatSettings;
  /** The secret in the address of its read-only page; null: not shared. */
  shareId: string | null;
  /** The branch that is shown. */
  messages: ChatMessage[];
  /** Whether a reply to the last of them is under way. */
  replying: boolean;
}

/**
 * A chat with the messages of the branch that is shown, and what each reply used, read from the ledger. Replies
 * that a dead process left unsaved are saved before.
 *
 * @throws NotFoundError also when it is somebody else's
 */
export async function loadChat(db: Database, own: OwnChat): Promise<LoadedChat> {
  const { chat, messages: rows, usages, isReplying } = await readWholeChat(db, own);
  const versions = groupBy(rows, ({ parentId }) => parentId);
  const { title, model, instructions, temperature, shareId } = chat;
  return {
    id: own.chatId,
    title,
    model,
    settings: { instructions, temperature },
    shareId,
    messages: pathTo(rows, chat.headId).map((row) =>
      toChatMessage(row, versionsOf(versions.get(row.parentId) ?? [], row), usages.get(row.id)),
    ),
    replying: isReplying,
  };
}

function toChatMessage(
  row: SavedMessage,
  versions: SavedMessage[],
  usage: ReplyUsage | undefined,
): ChatMessage {
  return {
    id: asId<MessageId>(row.id),
    role: row.role,
    parts: row.parts,
    metadata: {
      ...(row.role === 'assistant' && { ...endingOf(row.status), usage }),
      ...(versions.length > 1 && { versions: versions.map(({ id }) => id) }),
    },
  };
}
