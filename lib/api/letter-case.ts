import { isObject, type JsonObject } from '../json';
import { UnsupportedParameterError } from './errors';
import { names } from './names';

/** What is read here of a request, and of what it holds. What is refused stands with its reasons. */
const READ = names(`
  model messages input instructions n stream stream_options include_usage max_tokens max_completion_tokens
  max_output_tokens modalities service_tier store truncation include text response_format json_schema encoding_format
  chat_template_kwargs tools functions type function custom name description parameters format
  role content tool_calls function_call arguments output refusal image_url url detail file file_data file_id file_url`);
/** Where more is read. All else, such as a schema or what a tool is called with, has names that are its author's. */
const OBJECTS = names(`
  stream_options function custom function_call image_url file text response_format format`);
const LISTS = names('tools functions messages input content output tool_calls');

/**
 * A name as servers written in Go tell it from others, such as Ollama, one-api and new-api: whatever the case of its letters,
 * and with `ſ` for `s` and the Kelvin sign for `k`. https://pkg.go.dev/encoding/json#Unmarshal
 */
export function inSmallLetters(name: string): string {
  return name.toUpperCase().toLowerCase();
}

/**
 * Refuses what is read here under its name in small letters, but would be read by such a server under this one too, where the
 * last of both wins: what it is told would not be what was checked, counted and held for. So it is with what the object holds.
 *
 * @param within where in the request the object is, as a prefix of its parameters' names
 * @throws UnsupportedParameterError
 */
export function refuseOtherLetters(object: JsonObject, within = ''): void {
  for (const [name, value] of Object.entries(object)) {
    const param = `${within}${name}`;
    const read = inSmallLetters(name);
    if (name !== read && READ.includes(read)) {
      throw new UnsupportedParameterError(
        param,
        `'${param}' is not supported here. Write it in small letters: '${within}${read}'.`,
      );
    }
    if (OBJECTS.includes(name) && isObject(value)) refuseOtherLetters(value, `${param}.`);
    if (!LISTS.includes(name) || !Array.isArray(value)) continue;
    for (const [index, item] of value.entries()) {
      if (isObject(item)) refuseOtherLetters(item, `${param}[${index}].`);
    }
  }
}
