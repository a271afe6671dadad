import { asText, isObject, type JsonObject, objectAt } from '../json';
import type { ChatPromptPart } from '../tokens/prompt';
import { UnsupportedParameterError } from './errors';
import { otherPart, refusePicture, refuseSoundAndVideo } from './other-part';
import { sentFile } from './sent-file';
import { sentImage } from './sent-image';
import { sentText } from './sent-text';

/**
 * What a message says, or a tool answers: a text, or parts in the words of either API. What is not known is the JSON it is.
 *
 * @param param where it is, for the error
 * @throws UnsupportedParameterError for a part that can't be counted here, or may be somebody else's
 */
export function sentContent(param: string, content: unknown): ChatPromptPart[] {
  if (!Array.isArray(content)) return [{ type: 'text', text: asText(content) }];
  return content.flatMap((part) => sentPart(param, part));
}

function sentPart(param: string, part: unknown): ChatPromptPart[] {
  if (!isObject(part)) return [{ type: 'text', text: JSON.stringify(part) ?? '' }];
  refuseIds(param, part);
  refuseSoundAndVideo(param, part);
  if (part.type === 'image_url' || part.type === 'input_image') return [sentImage(param, part)];
  refusePicture(param, part);
  switch (part.type) {
    case 'text':
    case 'input_text':
    case 'output_text':
      return sentText(part, 'text');
    case 'refusal':
      return sentText(part, 'refusal');
    case 'file':
      return [sentFile(param, objectAt(part, 'file'))];
    case 'input_file':
      return [sentFile(param, part)];
    default:
      return [otherPart(param, part)];
  }
}

/** By its uuid, vLLM shows what anybody sent with the same before; an empty one is one, too. */
function refuseIds(param: string, { file_id, uuid }: JsonObject): void {
  if (!file_id && (uuid === undefined || uuid === null)) return;
  throw new UnsupportedParameterError(
    param,
    'No part may have a file_id or a uuid: what is known by it may be somebody else’s. Send the image or the file itself.',
  );
}
