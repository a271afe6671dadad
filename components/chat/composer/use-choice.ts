import { useCallback, useEffect, useState } from 'react';
import { type ChatSettings, DEFAULT_SETTINGS } from '@/lib/chats/message';
import type { ModelChoice } from '@/lib/models';
import { type Choice, readChoice, saveChoice } from './kept-choice';
import { useLeft } from './use-left';

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
  const [kept, setKept] = useState<Choice>({});
  const modelOf = (modelId: string | undefined) => models.find(({ id }) => id === modelId);
  const initialModel = modelOf(initial.modelId);
  return {
    model: modelOf(chosen.modelId) ?? modelOf(kept.modelId) ?? initialModel ?? models[0],
    settings: chosen.settings ?? kept.settings ?? initial.settings ?? DEFAULT_SETTINGS,
    change: (choice: Choice) => setChosen((before) => ({ ...before, ...choice })),
    chosen,
    kept,
    setKept,
    hasInitialModel: initialModel !== undefined,
    isKeptModelGone: kept.modelId !== undefined && !modelOf(kept.modelId),
  };
}

/**
 * Keeps what is chosen with the draft, until the server has it with a message. Of a new chat these are the settings; the
 * model only where the browser does not remember the last choice. Of a saved chat it is the model: its settings are saved
 * when they are changed.
 *
 * @param isNew whether the server does not have the chat
 */
export function useKeptChoice(
  draftId: string,
  isNew: boolean,
  { chosen, kept, setKept, hasInitialModel, isKeptModelGone }: ReturnType<typeof useChoice>,
): void {
  // What was read again goes along when the first message gives the draft another place.
  const modelId = chosen.modelId ?? (hasInitialModel || isKeptModelGone ? undefined : kept.modelId);
  const settings = chosen.settings ?? kept.settings;

  const read = useCallback(() => {
    const found = readChoice(draftId);
    setKept((before) => ({
      modelId: before.modelId ?? (isNew && hasInitialModel ? undefined : found.modelId),
      settings: before.settings ?? (isNew ? found.settings : undefined),
    }));
  }, [draftId, isNew, hasInitialModel, setKept]);

  // After the page was rendered, as the server knows of no choice.
  useEffect(() => read(), [read]);
  useLeft(isNew, read);

  // Each by itself: the server may have the other one already.
  useEffect(() => {
    if (modelId !== undefined || isKeptModelGone) saveChoice(draftId, { ...readChoice(draftId), modelId });
  }, [draftId, modelId, isKeptModelGone]);

  useEffect(() => {
    if (settings) saveChoice(draftId, { ...readChoice(draftId), settings });
  }, [draftId, settings]);
}
