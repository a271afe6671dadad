import { z } from 'zod';
import { attachmentIdOf } from '../attachments/file-part';
import { MOST_FILES_PER_MESSAGE } from '../attachments/limits';
import { idSchema, type MessageId } from '../ids';
import { listOf } from '../list-of';

const text = z.object({ type: z.literal('text'), text: z.string().trim() });

const file = z.object({ type: z.literal('file'), url: z.string().transform(toAttachmentId) });

/** A person's message as it comes from the browser: its text, and the files that it refers to. */
export const userMessageSchema = z
  .object({
    id: idSchema<MessageId>(),
    role: z.literal('user'),
    parts: listOf(z.discriminatedUnion('type', [text, file]), 'The message is empty.'),
    /** The message that it follows; null: it begins the chat. */
    parentId: idSchema<MessageId>().nullish(),
  })
  .transform(({ id, parts, parentId }) => ({
    id,
    text: parts.flatMap((part) => (part.type === 'text' ? [part.text] : [])).join('\n\n'),
    attachmentIds: [...new Set(parts.flatMap((part) => (part.type === 'file' ? [part.url] : [])))],
    parentId,
  }))
  .refine(({ text, attachmentIds }) => text !== '' || attachmentIds.length > 0, 'The message is empty.')
  .refine(
    ({ attachmentIds }) => attachmentIds.length <= MOST_FILES_PER_MESSAGE,
    `A message takes ${MOST_FILES_PER_MESSAGE} files at most.`,
  );

function toAttachmentId(url: string, context: z.RefinementCtx) {
  const id = attachmentIdOf(url);
  if (id) return id;
  context.addIssue({ code: 'custom', message: 'must be the address of a file that was attached here' });
  return z.NEVER;
}
