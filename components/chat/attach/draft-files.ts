import type { FileUIPart } from 'ai';
import { readDraft, saveDraft } from '../composer/draft';

/** The files that are uploaded and not sent, kept like the words of a draft. */
export function readDraftFiles(chatId: string): FileUIPart[] {
  const kept = readDraft(keyOf(chatId));
  return kept === '' ? [] : JSON.parse(kept);
}

export function saveDraftFiles(chatId: string, files: FileUIPart[]): void {
  saveDraft(keyOf(chatId), files.length === 0 ? '' : JSON.stringify(files));
}

function keyOf(chatId: string): string {
  return `${chatId}:files`;
}
