import { useEffect, useRef } from 'react';
import { draftIdOf } from './draft';
import { type ChatPlace, forgetDraft } from './unsent';

/**
 * What the open chat's draft is kept under. A chat that begins takes its draft along, so that nothing of it is left to
 * the next new chat.
 *
 * @param isNew whether the server does not have the chat
 */
export function useDraftId(place: ChatPlace, isNew: boolean): string {
  const draftId = draftIdOf(place.userId, isNew ? undefined : place.chatId);
  const previous = useRef(draftId);

  useEffect(() => {
    if (previous.current !== draftId) forgetDraft(previous.current);
    previous.current = draftId;
  }, [draftId]);

  return draftId;
}
