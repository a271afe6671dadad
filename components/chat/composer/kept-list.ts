import type { FileUIPart } from 'ai';
import { isObject } from '@/lib/json';
import type { Outgoing } from '../outgoing';
import { readDraft, saveDraft } from './draft';

/** A message that has left the composer, and that the server may not have. */
export interface KeptMessage extends Outgoing {
  id: string;
  /** Of the model that is to answer it, once it is sent. */
  modelId?: string;
  /** Whether the server has said that it does not take it. */
  isRefused?: true;
  /** Whether it is not known that the server has its chat, as it is the first message. */
  beginsChat?: boolean;
}

/** `unsent`: on its way, or refused. `queue`: waits for the reply under way. `edit`: what a sent one is changed to. */
type Kind = 'unsent' | 'queue' | 'edit';

/** Messages that are not sent yet, kept like the words of a draft. */
export function readMessages(draftId: string, kind: Kind): KeptMessage[] {
  return readList(`${draftId}:${kind}`).filter(isMessage);
}

export function saveMessages(draftId: string, kind: Kind, messages: KeptMessage[]): void {
  saveList(`${draftId}:${kind}`, messages);
}

/** The files that are uploaded and not sent, kept likewise. */
export function readDraftFiles(draftId: string): FileUIPart[] {
  return readList(`${draftId}:files`).filter(isFile);
}

export function saveDraftFiles(draftId: string, files: FileUIPart[]): void {
  saveList(`${draftId}:files`, files);
}

function saveList(key: string, list: unknown[]): void {
  saveDraft(key, list.length === 0 ? '' : JSON.stringify(list));
}

/** Nothing of it is taken for granted: another version of the app may have kept it. */
function readList(key: string): unknown[] {
  try {
    const list: unknown = JSON.parse(readDraft(key) || '[]');
    return Array.isArray(list) ? list : [];
  } catch {
    return [];
  }
}

function isMessage(value: unknown): value is KeptMessage {
  if (!isObject(value) || !Array.isArray(value.files)) return false;
  return typeof value.id === 'string' && typeof value.text === 'string' && value.files.every(isFile);
}

function isFile(value: unknown): value is FileUIPart {
  if (!isObject(value) || value.type !== 'file') return false;
  return typeof value.url === 'string' && typeof value.mediaType === 'string';
}
