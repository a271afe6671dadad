import type { FileUIPart } from 'ai';
import { type AttachmentId, asId } from '../ids';

const ADDRESS = /^\/api\/attachments\/([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})$/;

/** A file of a message: not its bytes, but where they are. */
export function filePart({
  id,
  name,
  mediaType,
  tokens,
}: {
  id: string;
  name: string;
  mediaType: string;
  tokens: number;
}): FileUIPart {
  const providerMetadata = { tokentally: { tokens } };
  return { type: 'file', mediaType, filename: name, url: `/api/attachments/${id}`, providerMetadata };
}

/** About how many tokens a file of a message has in a prompt. */
export function tokensOfFile({ providerMetadata }: FileUIPart): number {
  const tokens = providerMetadata?.tokentally?.tokens;
  return typeof tokens === 'number' ? tokens : 0;
}

/** Which attachment an address means; undefined when it is any other. */
export function attachmentIdOf(url: string): AttachmentId | undefined {
  const id = ADDRESS.exec(url)?.[1];
  return id === undefined ? undefined : asId<AttachmentId>(id);
}
