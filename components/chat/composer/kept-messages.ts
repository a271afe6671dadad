import type { Outgoing } from '../outgoing';
import { readDraft, saveDraft } from './draft';

/** A message that has left the composer, and that the server may not have. */
export interface KeptMessage extends Outgoing {
  id: string;
}

/** `unsent`: on its way, or refused. `queue`: waits for the reply under way. */
type Kind = 'unsent' | 'queue';

/** Messages that are not sent yet, kept like the words of a draft. */
export function readMessages(draftId: string, kind: Kind): KeptMessage[] {
  const kept = readDraft(keyOf(draftId, kind));
  return kept === '' ? [] : JSON.parse(kept);
}

export function saveMessages(draftId: string, kind: Kind, messages: KeptMessage[]): void {
  saveDraft(keyOf(draftId, kind), messages.length === 0 ? '' : JSON.stringify(messages));
}

function keyOf(draftId: string, kind: Kind): string {
  return `${draftId}:${kind}`;
}
