import { AppError } from '../errors';
import type { InputKind } from '../models/catalog';
import type { RefusedFile } from './check-file';

export class FileRefusedError extends AppError {
  constructor({ problem, isTooLarge = false }: RefusedFile) {
    super(isTooLarge ? 413 : 400, 'file_refused', problem);
  }
}

export class StorageFullError extends AppError {
  constructor(limitBytes: number) {
    const limit = limitBytes / 1024 / 1024;
    super(
      413,
      'storage_full',
      `There is no room for it: your files may have ${limit} MB together. Delete a chat with files to make room.`,
    );
  }
}

/** The storage did not answer, or answered with an error; which one the log tells. */
export class StorageUnreachableError extends AppError {
  constructor() {
    super(503, 'storage_unreachable', 'Files can’t be stored or read right now. Try again in a moment.');
  }
}

/** A file that a conversation refers to is gone from where it was stored. */
export class FileGoneError extends AppError {
  constructor(name: string) {
    super(
      400,
      'file_gone',
      `The file “${name}” is no longer there. Edit the message that has it, and leave it out.`,
    );
  }
}

const KINDS: Record<InputKind, string> = { text: 'text files', image: 'images', pdf: 'PDFs' };

export class FileNotTakenError extends AppError {
  constructor(model: string, kind: InputKind, name: string) {
    super(
      400,
      'file_not_taken',
      `${model} takes no ${KINDS[kind]}, and this conversation has “${name}”. Choose another model, or start a new chat.`,
    );
  }
}

export class TooManyFilesError extends AppError {
  constructor(limitBytes: number, what: 'files' | 'text files') {
    const limit = limitBytes / 1024 / 1024;
    super(
      400,
      'too_many_files',
      `The ${what} of this conversation have more than ${limit} MB, and that is all that is sent to a model. Start a new chat.`,
    );
  }
}
