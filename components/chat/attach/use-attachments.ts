import type { FileUIPart } from 'ai';
import { useEffect, useState } from 'react';
import { uuidv7 } from 'uuidv7';
import { tokensOfFile } from '@/lib/attachments/file-part';
import { MOST_FILES_PER_MESSAGE } from '@/lib/attachments/limits';
import { readDraftFiles, saveDraftFiles } from '../composer/kept-list';
import { type Attached, type AttachedState, attachedAgain, uploadedFiles } from './attached';
import { abortUpload, beginUpload, type Composer, leave, moveTo, takeOver, uploading } from './uploads';

export interface Attachments {
  items: Attached[];
  isUploading: boolean;
  /** About how many tokens they will have. */
  tokens: number;
  /** What has happened since the last message, for screen readers. */
  announcements: Announcement[];
  add: (files: File[]) => void;
  remove: (id: string) => void;
  /** Takes these out of the composer: they are sent. */
  takeOut: (sent: FileUIPart[]) => void;
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
  const [composer] = useState<Composer>(() => ({
    onProgress: ({ id, progress }) => change(id, { state: 'uploading', progress }),
    onEnd({ id, name }, ended) {
      change(id, ended);
      announce(ended.state === 'failed' ? `${name}: ${ended.problem}` : `${name} is attached.`);
    },
  }));

  useEffect(() => {
    moveTo(composer, draftId);
    // After the page was rendered, as the server knows of no draft.
    const kept = readDraftFiles(draftId).map(attachedAgain);
    const left = takeOver(draftId, composer);
    if (kept.length + left.length === 0) return;
    setItems((before) => {
      const shown = before.length > 0 ? before : kept;
      return [...shown, ...left.filter(({ id }) => !shown.some((item) => item.id === id))];
    });
  }, [draftId, composer]);

  useEffect(() => () => leave(composer), [composer]);

  useEffect(() => {
    saveDraftFiles(draftId, uploadedFiles(items));
  }, [draftId, items]);

  function change(id: string, state: AttachedState) {
    setItems((before) => before.map((item) => (item.id === id ? { ...item, ...state } : item)));
  }

  function announce(text: string) {
    setAnnouncements((before) => [...before, { id: uuidv7(), text }]);
  }

  function add(chosen: File[]) {
    const sendable = items.filter(({ state }) => state !== 'failed');
    const room = Math.max(MOST_FILES_PER_MESSAGE - sendable.length, 0);
    const added = chosen.slice(0, room).map((file) => uploading(beginUpload(file, draftId, composer)));
    const left = leftOut(chosen.slice(room));
    setItems((before) => [...before, ...added, ...left]);
    for (const { name, problem } of left) announce(`${name}: ${problem}`);
  }

  function remove(id: string) {
    const item = items.find((candidate) => candidate.id === id);
    if (!item) return;
    abortUpload(id);
    // Should this fail, it is removed after a day.
    if (item.state === 'ready') fetch(item.file.url, { method: 'DELETE' }).catch(() => undefined);
    setItems((before) => before.filter((candidate) => candidate.id !== id));
    announce(`${item.name} is removed.`);
  }

  function takeOut(sent: FileUIPart[]) {
    setItems((before) => before.filter((item) => item.state !== 'ready' || !sent.includes(item.file)));
    setAnnouncements([]);
  }

  return {
    items,
    isUploading: items.some(({ state }) => state === 'uploading'),
    tokens: uploadedFiles(items).reduce((sum, file) => sum + tokensOfFile(file), 0),
    announcements,
    add,
    remove,
    takeOut,
    putBack: (taken) => setItems((before) => [...taken.map(attachedAgain), ...before]),
  };
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
