import { useEffect, useLayoutEffect, useRef } from 'react';
import type { ChatMessage } from '@/lib/chats/message';
import { draftIdOf } from './draft';
import { type ChatPlace, forgetDraft, restoreUnsent } from './unsent';

/**
 * What the open chat's draft is kept under. A chat that begins takes its draft along, so that nothing of it is left to
 * the next new chat. What could not be sent when it was open before is part of it again.
 *
 * @param isNew whether the server does not have the chat
 */
export function useDraftId(place: ChatPlace, messages: ChatMessage[], isNew: boolean): string {
  const draftId = draftIdOf(place.userId, isNew ? undefined : place.chatId);
  const previous = useRef(draftId);
  const opened = useRef({ place, messages, isNew });

  // Before the effects in which the draft is read.
  useLayoutEffect(() => {
    const { place, messages, isNew } = opened.current;
    const savedIds = messages.map(({ id }) => id);
    restoreUnsent(place, isNew, savedIds);
  }, []);

  useEffect(() => {
    if (previous.current !== draftId) forgetDraft(previous.current);
    previous.current = draftId;
  }, [draftId]);

  return draftId;
}
