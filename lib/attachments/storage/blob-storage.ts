import type { AttachmentId } from '@/lib/ids';

/** Where the bytes of attachments are kept. Each method rejects when the storage can't be reached, or refuses. */
export interface BlobStorage {
  put(id: AttachmentId, bytes: Uint8Array, mediaType: string): Promise<void>;
  /** @returns undefined when there is nothing under this id */
  get(id: AttachmentId): Promise<Uint8Array | undefined>;
  /** Also when there is nothing to delete. */
  delete(id: AttachmentId): Promise<void>;
}

/** An object's name in a storage outside. It is not guessed, but nobody reads it there without a key either. */
export function blobName(id: AttachmentId): string {
  return `attachments/${id}`;
}

/** No call of a storage outside may take longer. */
export const STORAGE_TIMEOUT_MS = 20_000;
