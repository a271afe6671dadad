import { z } from 'zod';
import { checkFile, tooLarge } from '@/lib/attachments/check-file';
import { filePart } from '@/lib/attachments/file-part';
import { MOST_BYTES, MOST_FILE_BYTES } from '@/lib/attachments/limits';
import { errorBody } from '../api/chat-error';
import type { AttachedState } from './attached';

const savedFile = z.object({ id: z.string(), name: z.string(), mediaType: z.string(), tokens: z.number() });

export interface UploadOptions {
  signal: AbortSignal;
  /** From 0 to 1. */
  onProgress: (progress: number) => void;
}

/** Checks a file, and uploads it if it can be attached. @returns how that ended. It rejects only when code can't be loaded */
export async function uploadFile(chosen: File, options: UploadOptions): Promise<AttachedState> {
  const file = await fitted(chosen);
  const problem = await problemOfFile(file);
  if (problem) return { state: 'failed', problem };
  const answer = await post(file, options);
  if (!answer) return failed('The server could not be reached. Remove the file, and attach it again.');
  const saved = savedFile.safeParse(answer.body);
  if (saved.success) {
    return { state: 'ready', file: filePart(saved.data), sizeBytes: file.size };
  }
  const error = errorBody.safeParse(answer.body);
  return failed(
    error.success ? error.data.error.message : `The server did not take it (status ${answer.status}).`,
  );
}

/** A photo that is too large is made smaller, where that can be done. */
async function fitted(file: File): Promise<File> {
  if (file.size <= MOST_BYTES.image || !file.type.startsWith('image/')) return file;
  const { shrinkImage } = await import('./shrink-image');
  return shrinkImage(file).catch(() => file);
}

async function problemOfFile(file: File): Promise<string | undefined> {
  // Not read when it is too large anyway.
  if (file.size > MOST_FILE_BYTES) return tooLarge(MOST_FILE_BYTES).problem;
  try {
    const checked = checkFile(new Uint8Array(await file.arrayBuffer()));
    return 'problem' in checked ? checked.problem : undefined;
  } catch {
    // A folder, or a file that has changed or gone since it was chosen.
    return 'It can’t be read. A folder can’t be attached.';
  }
}

function failed(problem: string): AttachedState {
  return { state: 'failed', problem };
}

/** With XMLHttpRequest, as `fetch` tells no progress. @returns undefined when there was no answer */
function post(file: File, { signal, onProgress }: UploadOptions) {
  return new Promise<{ status: number; body: unknown } | undefined>((resolve) => {
    if (signal.aborted) return resolve(undefined);
    const request = new XMLHttpRequest();
    request.open('POST', `/api/attachments?name=${encodeURIComponent(file.name)}`);
    request.responseType = 'json';
    request.upload.onprogress = ({ loaded, total }) => onProgress(total > 0 ? loaded / total : 0);
    request.onload = () => resolve({ status: request.status, body: request.response });
    request.onerror = () => resolve(undefined);
    request.onabort = () => resolve(undefined);
    signal.addEventListener('abort', () => request.abort());
    request.setRequestHeader('Content-Type', 'application/octet-stream');
    request.send(file);
  });
}
