import { and, eq, inArray } from 'drizzle-orm';
import type { ChatMessage } from '../chats/message';
import { attachments } from '../db/schema';
import type { Database } from '../db/types';
import type { AttachmentId, UserId } from '../ids';
import type { CatalogModel } from '../models/catalog';
import { FileGoneError, FileNotTakenError, TooManyFilesError } from './errors';
import { attachmentIdOf } from './file-part';
import { kindOf } from './kind';
import { MOST_PROMPT_BYTES, MOST_PROMPT_TEXT_BYTES } from './limits';
import { type Attachment, readBytes } from './read';
import { type Storages, storagesOf } from './storage';

type Parts = ChatMessage['parts'];

/** A storage outside takes its time for each, and the database has ten connections for everybody. */
const READ_AT_ONCE = 4;

/**
 * Puts the files that messages refer to into them, as a model is to get them: images and PDFs as data, and text as
 * text under its name, which every model takes.
 *
 * @throws FileNotTakenError when the model takes no files of a kind; nothing was sent to it
 * @throws FileGoneError, TooManyFilesError, StorageUnreachableError
 */
export async function putFilesIntoMessages(
  { db, storages = storagesOf(db) }: { db: Database; storages?: Storages },
  { userId, model }: { userId: UserId; model: CatalogModel },
  messages: ChatMessage[],
): Promise<ChatMessage[]> {
  const ids = messages.flatMap(({ parts }) => parts.flatMap((part) => attachmentOf(part) ?? []));
  if (ids.length === 0) return messages;
  const rows = await db
    .select()
    .from(attachments)
    .where(and(inArray(attachments.id, ids), eq(attachments.userId, userId)));
  checkTaken(model, rows);
  // What is sent in several messages is in the prompt as often.
  checkSize(ids.flatMap((id) => rows.find((row) => row.id === id) ?? []));
  const files = new Map<string, Parts>();
  for (let first = 0; first < rows.length; first += READ_AT_ONCE) {
    const some = rows.slice(first, first + READ_AT_ONCE);
    await Promise.all(some.map(async (row) => files.set(row.id, await partsOf(row))));
  }
  return messages.map((message) => ({
    ...message,
    parts: message.parts.flatMap((part) => filled(part)),
  }));

  function filled(part: Parts[number]): Parts {
    const id = attachmentOf(part);
    if (!id) return [part];
    const parts = files.get(id);
    if (!parts) throw new FileGoneError(nameOf(part));
    return parts;
  }

  async function partsOf(row: Attachment): Promise<Parts> {
    const bytes = await readBytes({ db, storages }, row);
    if (!bytes) throw new FileGoneError(row.name);
    return row.mediaType === 'text/plain' ? [textPart(row.name, bytes)] : dataParts(row, bytes);
  }
}

function attachmentOf(part: Parts[number]): AttachmentId | undefined {
  return part.type === 'file' ? attachmentIdOf(part.url) : undefined;
}

function nameOf(part: Parts[number]): string {
  return (part.type === 'file' && part.filename) || 'file';
}

function checkTaken(model: CatalogModel, rows: Attachment[]): void {
  for (const { mediaType, name } of rows) {
    const kind = kindOf(mediaType);
    if (kind !== 'text' && !model.accepts.includes(kind)) throw new FileNotTakenError(model.name, kind, name);
  }
}

/** Before the bytes are read: too much of them would take the memory, or the time to count them. */
function checkSize(rows: Attachment[]): void {
  const bytesOf = (some: Attachment[]) => some.reduce((sum, { sizeBytes }) => sum + sizeBytes, 0);
  const texts = rows.filter(({ mediaType }) => kindOf(mediaType) === 'text');
  if (bytesOf(texts) > MOST_PROMPT_TEXT_BYTES)
    throw new TooManyFilesError(MOST_PROMPT_TEXT_BYTES, 'text files');
  if (bytesOf(rows) > MOST_PROMPT_BYTES) throw new TooManyFilesError(MOST_PROMPT_BYTES, 'files');
}

function textPart(name: string, bytes: Uint8Array): Parts[number] {
  const text = new TextDecoder().decode(bytes);
  return { type: 'text', text: `<file name=${JSON.stringify(name)}>\n${text}\n</file>` };
}

/** A PDF is sent with its name; an image has none in OpenAI's APIs, so it is said before it. */
function dataParts({ name, mediaType }: Attachment, bytes: Uint8Array): Parts {
  const url = `data:${mediaType};base64,${Buffer.from(bytes).toString('base64')}`;
  const file = { type: 'file', mediaType, filename: name, url } as const;
  return mediaType === 'application/pdf'
    ? [file]
    : [{ type: 'text', text: `Image ${JSON.stringify(name)}:` }, file];
}
