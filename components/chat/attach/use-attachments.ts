import type { FileUIPart } from 'ai';
import { useEffect, useRef, useState } from 'react';
import { uuidv7 } from 'uuidv7';
import { tokensOfFile } from '@/lib/attachments/file-part';
import { MOST_FILES_PER_MESSAGE } from '@/lib/attachments/limits';
import { type Attached, type AttachedState, attachedAgain } from './attached';
import { readDraftFiles, saveDraftFiles } from './draft-files';

export interface Attachments {
  items: Attached[];
  isUploading: boolean;
  /** About how many tokens they will have. */
  tokens: number;
  /** What has happened since the last message, for screen readers. */
  announcements: Announcement[];
  add: (files: File[]) => void;
  remove: (id: string) => void;
  /** Those that are uploaded. */
  files: FileUIPart[];
  /** Takes all out of the composer: they are sent. */
  clear: () => void;
  /** Puts files of a message that was taken back into the composer. */
  putBack: (files: FileUIPart[]) => void;
}

export interface Announcement {
  id: string;
  text: string;
}

/** The files in the composer: each is uploaded as soon as it is attached, and kept over a reload until it is sent. */
export function useAttachments(draftId: string): Attachments {
  const [items, setItems] = useState<Attached[]>([]);
  const [announcements, setAnnouncements] = useState<Announcement[]>([]);
  const uploads = useRef(new Map<string, AbortController>());

  useEffect(() => {
    // After the page was rendered, as the server knows of no draft.
    const kept = readDraftFiles(draftId).map(attachedAgain);
    if (kept.length > 0) setItems((before) => (before.length > 0 ? before : kept));
  }, [draftId]);

  useEffect(() => {
    saveDraftFiles(draftId, filesOf(items));
  }, [draftId, items]);

  function change(id: string, state: AttachedState) {
    setItems((before) => before.map((item) => (item.id === id ? { ...item, ...state } : item)));
  }

  function announce(text: string) {
    setAnnouncements((before) => [...before, { id: uuidv7(), text }]);
  }

  function add(chosen: File[]) {
    const room = Math.max(MOST_FILES_PER_MESSAGE - items.length, 0);
    const added = chosen.slice(0, room).map((file) => ({ file, item: newItem(file) }));
    const left = leftOut(chosen.slice(room));
    setItems((before) => [...before, ...added.map(({ item }) => item), ...left]);
    for (const { name, problem } of left) announce(`${name}: ${problem}`);
    for (const { file, item } of added) void upload(file, item);
  }

  async function upload(file: File, { id, name }: Attached) {
    const controller = new AbortController();
    uploads.current.set(id, controller);
    const options = {
      signal: controller.signal,
      onProgress: (progress: number) => change(id, { state: 'uploading', progress }),
    };
    const ended = await import('./upload-file')
      .then(({ uploadFile }) => uploadFile(file, options))
      .catch(notLoaded);
    uploads.current.delete(id);
    if (controller.signal.aborted) return;
    change(id, ended);
    announce(ended.state === 'failed' ? `${name}: ${ended.problem}` : `${name} is attached.`);
  }

  function remove(id: string) {
    const item = items.find((candidate) => candidate.id === id);
    if (!item) return;
    uploads.current.get(id)?.abort();
    // Should this fail, it is removed after a day.
    if (item.state === 'ready') fetch(item.file.url, { method: 'DELETE' }).catch(() => undefined);
    setItems((before) => before.filter((candidate) => candidate.id !== id));
    announce(`${item.name} is removed.`);
  }

  function clear() {
    setItems([]);
    setAnnouncements([]);
  }

  return {
    items,
    isUploading: items.some(({ state }) => state === 'uploading'),
    tokens: filesOf(items).reduce((sum, file) => sum + tokensOfFile(file), 0),
    announcements,
    add,
    remove,
    files: filesOf(items),
    clear,
    putBack: (taken) => setItems((before) => [...taken.map(attachedAgain), ...before]),
  };
}

/** What uploads could not be loaded: there is no connection, or a new version of the app in the place of this one. */
function notLoaded(): AttachedState {
  const problem =
    'It could not be uploaded. Check your connection, then remove it and attach it again, or reload the page.';
  return { state: 'failed', problem };
}

function filesOf(items: Attached[]): FileUIPart[] {
  return items.flatMap((item) => (item.state === 'ready' ? [item.file] : []));
}

function newItem({ name }: File): Attached {
  return { id: uuidv7(), name, state: 'uploading', progress: 0 };
}

/** One entry for all that are too many. */
function leftOut(files: File[]): (Attached & { state: 'failed' })[] {
  const [first, ...others] = files;
  if (!first) return [];
  const name = others.length === 0 ? first.name : `${files.length} more files`;
  return [
    {
      id: uuidv7(),
      name,
      state: 'failed',
      problem: `A message takes ${MOST_FILES_PER_MESSAGE} files at most.`,
    },
  ];
}
