import { uuidv7 } from 'uuidv7';
import { readDraftFiles, saveDraftFiles } from '../composer/kept-list';
import type { Attached, AttachedState } from './attached';

/** An upload under way, or one that failed while no composer showed it. */
export interface Upload {
  id: string;
  name: string;
  /** Of which draft it is. */
  draftId: string;
  /** From 0 to 1. */
  progress: number;
  /** Never rejects. */
  ended: Promise<AttachedState>;
  controller: AbortController;
  /** The composer that shows it; undefined while its person looks at another chat. */
  shownBy: Composer | undefined;
}

/** What a composer hears of its uploads. */
export interface Composer {
  onProgress(upload: Upload): void;
  onEnd(upload: Upload, ended: AttachedState): void;
}

/** Those of this tab. They outlive the composer that began them: people look at another chat meanwhile. */
const uploads = new Set<Upload>();

/** Uploads a file. Whatever it comes to is told to the composer that shows it then, or kept for the next one. */
export function beginUpload(file: File, draftId: string, composer: Composer): Upload {
  const controller = new AbortController();
  const upload: Upload = {
    id: uuidv7(),
    name: file.name,
    draftId,
    progress: 0,
    ended: import('./upload-file')
      .then(({ uploadFile }) => uploadFile(file, { signal: controller.signal, onProgress }))
      .catch(notLoaded),
    controller,
    shownBy: composer,
  };
  uploads.add(upload);
  void upload.ended.then((ended) => end(upload, ended));
  return upload;

  function onProgress(progress: number) {
    upload.progress = progress;
    upload.shownBy?.onProgress(upload);
  }
}

/** Shows what was begun for a draft in a composer that is gone. @returns what there is to show */
export function takeOver(draftId: string, composer: Composer): Attached[] {
  const left = [...uploads].filter((upload) => upload.draftId === draftId && !upload.shownBy);
  for (const upload of left) {
    upload.shownBy = composer;
    // One that ended meanwhile ends anew, for this composer.
    void upload.ended.then((ended) => end(upload, ended));
  }
  return left.map(uploading);
}

/** An upload, as a composer shows it. */
export function uploading({ id, name, progress }: Upload): Attached {
  return { id, name, state: 'uploading', progress };
}

/** The draft of a composer has another id: its chat is no new one any more. */
export function moveTo(composer: Composer, draftId: string): void {
  for (const upload of uploads) if (upload.shownBy === composer) upload.draftId = draftId;
}

export function abortUpload(id: string): void {
  for (const upload of uploads) if (upload.id === id) upload.controller.abort();
}

/** A composer goes, and its uploads go on. */
export function leave(composer: Composer): void {
  for (const upload of uploads) if (upload.shownBy === composer) upload.shownBy = undefined;
}

function end(upload: Upload, ended: AttachedState): void {
  if (!uploads.has(upload)) return;
  const { shownBy, draftId, controller } = upload;
  if (!shownBy && ended.state === 'failed') return;
  uploads.delete(upload);
  if (controller.signal.aborted) return;
  if (shownBy) shownBy.onEnd(upload, ended);
  else if (ended.state === 'ready') saveDraftFiles(draftId, [...readDraftFiles(draftId), ended.file]);
}

/** What uploads could not be loaded: there is no connection, or a new version of the app in the place of this one. */
function notLoaded(): AttachedState {
  const problem =
    'It could not be uploaded. Check your connection, then remove it and attach it again, or reload the page.';
  return { state: 'failed', problem };
}
