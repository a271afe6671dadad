import { useEffect, useRef } from 'react';
import type { UserId } from '@/lib/ids';
import { saveDraftFiles } from '../attach/draft-files';
import { draftIdOf, saveDraft } from './draft';

/**
 * What the open chat's draft is kept under. A chat that begins takes its draft along, so that nothing of it is left to
 * the next new chat.
 *
 * @param isNew whether the server does not have the chat
 */
export function useDraftId(userId: UserId, chatId: string, isNew: boolean): string {
  const draftId = draftIdOf(userId, isNew ? undefined : chatId);
  const previous = useRef(draftId);

  useEffect(() => {
    if (previous.current !== draftId) forgetDraft(previous.current);
    previous.current = draftId;
  }, [draftId]);

  return draftId;
}

function forgetDraft(draftId: string) {
  saveDraft(draftId, '');
  saveDraftFiles(draftId, []);
}
