import { readMessages, saveMessages } from '../composer/kept-list';
import type { Outgoing } from '../outgoing';

/** What a sent message was being changed to, kept like a draft until it is sent anew or given up; else nothing. */
export function readEdit(messageId: string): Outgoing | undefined {
  const [kept] = readMessages(messageId, 'edit');
  return kept && { text: kept.text, files: kept.files };
}

/** @param outgoing nothing: it is sent, or given up */
export function saveEdit(messageId: string, outgoing: Outgoing | undefined): void {
  saveMessages(messageId, 'edit', outgoing ? [{ ...outgoing, id: messageId }] : []);
}
