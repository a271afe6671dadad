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

  /** What is sent leaves the field; what was typed after it stays. */
  function takeOut(sent: string) {
    setText((typed) => withoutSent(typed, sent));
    saveDraft(draftId, withoutSent(readDraft(draftId), sent));
  }

  return { text, type, takeOut };
}

/** Where the beginning was changed meanwhile, all stays: nothing that is not sent is lost. */
function withoutSent(typed: string, sent: string): string {
  return typed.startsWith(sent) ? typed.slice(sent.length) : typed;
}
