import type { ChatSettings } from '@/lib/chats/message';
import { isObject, numberAt, parseObject, textAt } from '@/lib/json';
import { readDraft, saveDraft } from './draft';

/** What a person chose beside a draft, and the server may not have. */
export interface Choice {
  modelId?: string;
  settings?: ChatSettings;
}

/** The choice beside a draft, kept like its words. Another version of the app may have kept it in another shape. */
export function readChoice(draftId: string): Choice {
  const kept = parseObject(readDraft(keyOf(draftId))) ?? {};
  const modelId = textAt(kept, 'modelId');
  const settings = settingsOf(kept.settings);
  return { ...(modelId !== undefined && { modelId }), ...(settings && { settings }) };
}

export function saveChoice(draftId: string, choice: Choice): void {
  const isNone = choice.modelId === undefined && choice.settings === undefined;
  saveDraft(keyOf(draftId), isNone ? '' : JSON.stringify(choice));
}

/** Forgets what the server has with a message that it took: the settings, and the model unless another was chosen since. */
export function forgetSent(draftId: string, sentModelId: string | undefined): void {
  const { modelId } = readChoice(draftId);
  saveChoice(draftId, modelId === sentModelId ? {} : { modelId });
}

function settingsOf(kept: unknown): ChatSettings | undefined {
  if (!isObject(kept)) return undefined;
  const instructions = textAt(kept, 'instructions');
  return instructions === undefined
    ? undefined
    : { instructions, temperature: numberAt(kept, 'temperature') ?? null };
}

function keyOf(draftId: string): string {
  return `${draftId}:choice`;
}
