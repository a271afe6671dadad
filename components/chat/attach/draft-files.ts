import type { FileUIPart } from 'ai';
import { readDraft, saveDraft } from '../composer/draft';

/** The files that are uploaded and not sent, kept like the words of a draft. */
export function readDraftFiles(draftId: string): FileUIPart[] {
  const kept = readDraft(keyOf(draftId));
  return kept === '' ? [] : JSON.parse(kept);
}

export function saveDraftFiles(draftId: string, files: FileUIPart[]): void {
  saveDraft(keyOf(draftId), files.length === 0 ? '' : JSON.stringify(files));
}

function keyOf(draftId: string): string {
  return `${draftId}:files`;
}
