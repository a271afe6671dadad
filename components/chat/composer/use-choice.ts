import { type Dispatch, type SetStateAction, useEffect, useState } from 'react';
import { type ChatSettings, DEFAULT_SETTINGS } from '@/lib/chats/message';
import type { ModelChoice } from '@/lib/models';
import { type Choice, readChoice, saveChoice } from './kept-choice';

/**
 * Which model answers next, and how it is asked.
 *
 * @param initial as the server has it, for what nobody has chosen here
 */
export function useChoice(
  models: [ModelChoice, ...ModelChoice[]],
  initial: { modelId: string | undefined; settings?: ChatSettings },
) {
  const [chosen, setChosen] = useState<Choice>({});
  const modelOf = (modelId: string | undefined) => models.find(({ id }) => id === modelId);
  return {
    model: modelOf(chosen.modelId) ?? modelOf(initial.modelId) ?? models[0],
    settings: chosen.settings ?? initial.settings ?? DEFAULT_SETTINGS,
    change: (choice: Choice) => setChosen((before) => ({ ...before, ...choice })),
    chosen,
    setChosen,
  };
}

/**
 * Keeps what is chosen with the draft, until the server has it with a message. For a chat that the server does not have,
 * that is how the model is asked; which one is that of the last choice, in whichever chat. For one that it has, it is
 * the model; how that is asked was saved at once.
 *
 * @param isNew whether the server does not have the chat
 */
export function useKeptChoice(
  draftId: string,
  isNew: boolean,
  { chosen, setChosen }: { chosen: Choice; setChosen: Dispatch<SetStateAction<Choice>> },
): void {
  useEffect(() => {
    // After the page was rendered, as the server knows of no choice.
    const kept = readChoice(draftId);
    setChosen((since) =>
      isNew
        ? { ...since, settings: since.settings ?? kept.settings }
        : { ...since, modelId: since.modelId ?? kept.modelId },
    );
  }, [draftId, isNew, setChosen]);

  useEffect(() => {
    if (chosen.modelId || chosen.settings) saveChoice(draftId, chosen);
  }, [draftId, chosen]);
}
