import { useEffect, useEffectEvent, useState } from 'react';
import type { Outgoing } from '../outgoing';
import { joinTexts, readDraft, saveDraft } from './draft';

/**
 * What is typed in the composer, kept over a reload.
 *
 * @param takenBack a message that was not sent after all, put before what is typed; a new object for each
 * @param onTakenBack called when that was done
 */
export function useDraft(draftId: string, takenBack: Outgoing | undefined, onTakenBack: () => void) {
  const [text, setText] = useState('');
  const tell = useEffectEvent(onTakenBack);

  useEffect(() => {
    // After the page was rendered, as the server knows of no draft.
    setText((typed) => typed || readDraft(draftId));
  }, [draftId]);

  useEffect(() => {
    if (!takenBack) return;
    setText((typed) => joinTexts([takenBack.text, typed]));
    tell();
  }, [takenBack]);

  useEffect(() => {
    // Also what was taken back, and what is typed already when a chat begins by a suggestion.
    if (text !== '') saveDraft(draftId, text);
  }, [draftId, text]);

  function type(typed: string) {
    setText(typed);
    saveDraft(draftId, typed);
  }

  return { text, type };
}
