import { isObject, type JsonObject, textAt } from '../json';
import { imagePart } from '../tokens/data-url-parts';
import type { ChatPromptPart } from '../tokens/prompt';
import { UnsupportedParameterError } from './errors';
import { refuseSoundAndVideo } from './other-part';

/**
 * What OpenAI takes. At other addresses may be the operator's: SGLang opens any path of its disk, and vLLM may those of `file:`.
 * Tabs and the ends of lines are no part of an address: Python takes them out, and would read another.
 */
const ADDRESSES_TAKEN = /^(https?:\/\/[^\t\r\n]+$|data:image\/)/i;
/** LiteLLM has Google read these as the operator, from a bucket or the store of files. */
const OPERATORS_ADDRESSES = /gs:\/\/|^https:\/\/generativelanguage\.googleapis\.com\//i;
/** LiteLLM goes by these before it looks at the address: by them, Gemini would hear a sound, see a video or read a file. */
const MEDIA_TYPE_FIELDS = ['format', 'mime_type', 'content_type'];
/** LiteLLM's own list of what it takes for no image by its ending. */
const OTHER_MEDIA = /\.(mp4|mov|mpe?g|mpegps|avi|wmv|flv|mp3|wav|ogg|pdf|txt)$/i;

/**
 * An image of a prompt, in the words of either API.
 *
 * @param param where the part is, for the error
 * @throws UnsupportedParameterError for what may be the operator's, and for what is no image: it would be counted as one
 */
export function sentImage(param: string, part: JsonObject): ChatPromptPart {
  // A plain address is taken by OpenAI in both APIs.
  const image = isObject(part.image_url) ? part.image_url : { url: part.image_url, detail: part.detail };
  refuseSoundAndVideo(param, image);
  const url = textAt(image, 'url') ?? '';
  if (!ADDRESSES_TAKEN.test(url) || OPERATORS_ADDRESSES.test(url)) {
    throw new UnsupportedParameterError(
      param,
      'An image must be a data:image/… URL, or have an http or https address, without a tab or the end of a line. By a path or any other address it could be the operator’s.',
    );
  }
  if (hasOtherType(part) || hasOtherType(image) || endsLikeOther(url)) {
    throw new UnsupportedParameterError(
      param,
      'What is sent as an image must be one. Send a document as a file, with its file_data. If it is an image, but its address ends like that of a sound, a video or a document, send it as a data:image/… URL.',
    );
  }
  return imagePart(url, image.detail);
}

function hasOtherType(object: JsonObject): boolean {
  return MEDIA_TYPE_FIELDS.map((field) => object[field]).some(
    (type) => type !== undefined && type !== null && !/^image\//i.test(String(type)),
  );
}

/** LiteLLM goes by the end of the path, less its parameters (RFC 3986, section 3.3); in older versions by that of the address. */
function endsLikeOther(url: string): boolean {
  const [path = ''] = url.split(/[?#]/, 1);
  const [name = ''] = path.slice(path.lastIndexOf('/') + 1).split(';', 1);
  return OTHER_MEDIA.test(url) || OTHER_MEDIA.test(name);
}
