import type { ChatPromptPart } from '@/lib/tokens/prompt';
import { type JsonObject, textAt } from '../json';
import { UnsupportedParameterError } from './errors';

/** vLLM goes by the field, whatever the type: https://github.com/vllm-project/vllm/blob/main/vllm/entrypoints/chat_utils.py */
const SOUND_OR_VIDEO = /audio|video/i;
/** Nothing but an address, or a file in the form of one. */
const IS_ADDRESS = /^(data:|[a-z][a-z0-9+.-]*:\/\/)\S*$/i;

/**
 * @param param where the part is, for the error
 * @throws UnsupportedParameterError for a part that is sound or video
 */
export function refuseSoundAndVideo(param: string, part: JsonObject): void {
  const words = [textAt(part, 'type') ?? '', ...Object.keys(part)];
  if (words.some((word) => SOUND_OR_VIDEO.test(word))) {
    throw new UnsupportedParameterError(
      param,
      'Audio and video are not supported here: they have prices of their own.',
    );
  }
}

/**
 * A part of a prompt that is not known: the JSON it is.
 *
 * @param param where the part is, for the error
 * @throws UnsupportedParameterError for what is elsewhere: what is held for a call must pay for all of it
 */
export function otherPart(param: string, part: JsonObject): ChatPromptPart {
  if (holdsAddress(part)) {
    const type = textAt(part, 'type');
    throw new UnsupportedParameterError(
      param,
      `What a part${type ? ` of the type '${type}'` : ''} has at an address can't be read here. Send text, an image or a file.`,
    );
  }
  return { type: 'text', text: JSON.stringify(part) };
}

function holdsAddress(value: unknown): boolean {
  if (typeof value === 'string') return IS_ADDRESS.test(value);
  return typeof value === 'object' && value !== null && Object.values(value).some(holdsAddress);
}
