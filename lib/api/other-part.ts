import { isObject, type JsonObject, textAt } from '../json';
import type { ChatPromptPart } from '../tokens/prompt';
import { UnsupportedParameterError } from './errors';

/** vLLM goes by the field, whatever the type: https://github.com/vllm-project/vllm/blob/main/vllm/entrypoints/chat_utils.py */
const SOUND_OR_VIDEO = /audio|video/i;
/** An image, or what a model made of one. */
const PICTURE = /image|embeds/i;
/** Nothing but an address, or a file in the form of one; vLLM takes `file:` without slashes, too. */
const IS_ADDRESS = /^(data:|file:|[a-z][a-z0-9+.-]*:\/\/)\S*$/i;

/**
 * @param param where the part is, for the error
 * @throws UnsupportedParameterError for a part that is sound or video
 */
export function refuseSoundAndVideo(param: string, part: JsonObject): void {
  if (SOUND_OR_VIDEO.test(textAt(part, 'type') ?? '') || hasField(part, SOUND_OR_VIDEO)) {
    throw new UnsupportedParameterError(
      param,
      'Audio and video are not supported here: they have prices of their own.',
    );
  }
}

/**
 * @param param where the part is, for the error
 * @param part one that is not sent as an image
 * @throws UnsupportedParameterError for one that has a picture all the same
 */
export function refusePicture(param: string, part: JsonObject): void {
  if (hasField(part, PICTURE)) {
    throw new UnsupportedParameterError(
      param,
      "An image must be a part of its own: of the type 'image_url' in messages, and 'input_image' in input.",
    );
  }
}

/** Some clients write all fields that there are: an empty one is none. */
function hasField(part: JsonObject, name: RegExp): boolean {
  return Object.entries(part).some(([field, value]) => name.test(field) && Boolean(value));
}

/**
 * A part of a prompt that is not known: the JSON it is.
 *
 * @param param where the part is, for the error
 * @throws UnsupportedParameterError for what is elsewhere: what is held for a call must pay for all of it
 */
export function otherPart(param: string, part: JsonObject): ChatPromptPart {
  refuseElsewhere(param, part);
  return { type: 'text', text: JSON.stringify(part) };
}

/**
 * @param param where the part or the item is, for the error
 * @throws UnsupportedParameterError for one that has an address or the id of a file, however deep within
 */
export function refuseElsewhere(param: string, part: JsonObject): void {
  if (!isElsewhere(part)) return;
  const type = textAt(part, 'type');
  throw new UnsupportedParameterError(
    param,
    `What a part${type ? ` of the type '${type}'` : ''} has at an address, or by the id of a file, can't be read here. Send text, an image or a file.`,
  );
}

function isElsewhere(value: unknown): boolean {
  if (typeof value === 'string') return IS_ADDRESS.test(value);
  if (Array.isArray(value)) return value.some(isElsewhere);
  if (!isObject(value)) return false;
  return Boolean(value.file_id) || Object.values(value).some(isElsewhere);
}
