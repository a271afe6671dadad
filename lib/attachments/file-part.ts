import type { FileUIPart } from 'ai';
import { type AttachmentId, asId } from '../ids';

const ADDRESS = /^\/api\/attachments\/([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})$/;

/** A file of a message: not its bytes, but where they are. */
export function filePart({
  id,
  name,
  mediaType,
}: {
  id: string;
  name: string;
  mediaType: string;
}): FileUIPart {
  return { type: 'file', mediaType, filename: name, url: `/api/attachments/${id}` };
}

/** Which attachment an address means; undefined when it is any other. */
export function attachmentIdOf(url: string): AttachmentId | undefined {
  const id = ADDRESS.exec(url)?.[1];
  return id === undefined ? undefined : asId<AttachmentId>(id);
}
