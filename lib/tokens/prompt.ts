import type { JsonObject } from '../json';
import { countTexts } from './count-texts';
import { baseModelName, type Encoding, encodingForModel, loadEncoding } from './encoding';
import { type FileTokens, MOST_FILE_TOKENS, pdfTokens, unreadableFileTokens } from './file-tokens';
import { readFile } from './files/read-file';
import { Unpacker } from './files/unpacker';
import type { ImageSize } from './image-size';
import { type ImageDetail, imageTokens } from './image-tokens';

/** What a chat model is asked, in whatever API's words it was said. */
export interface ChatPrompt {
  model: string;
  messages: ChatPromptMessage[];
  /** Of each its name, its description, its parameters, and what else a server may print of it. */
  tools?: JsonObject[];
  /** The JSON schema the reply must follow, with its name and description if it has them. */
  responseSchema?: unknown;
  /** What else a server may put into the prompt. */
  rest?: ChatPromptPart[];
  /** For another vendor's model: how many of its tokens one of OpenAI's is worth. */
  factor?: number;
}

export interface ChatPromptMessage {
  /** `system`, `developer`, `user`, `assistant`, `tool`, or the old `function`. */
  role: string;
  name?: string;
  content: string | ChatPromptPart[];
}

export type ChatPromptPart =
  | { type: 'text'; text: string }
  | { type: 'reasoning'; text: string }
  | { type: 'image'; size?: ImageSize; detail?: ImageDetail }
  | PromptFile
  /** What a model thought, sent back to it: only its vendor can read it. */
  | { type: 'encrypted'; sizeBytes: number }
  | { type: 'tool-call'; name: string; arguments: string };

/** A file that is no image. */
export interface PromptFile {
  type: 'file';
  /** Left out where it is elsewhere. */
  bytes?: Uint8Array;
  /** How closely its pages are looked at, where the caller says so. */
  detail?: ImageDetail;
}

/** Framing of a call and its result; five to eight in published counts. */
const TOOL_CALL_TOKENS = 8;

/** As of text in English. An estimate: what its vendor counts for it is not published. */
const ENCRYPTED_BYTES_PER_TOKEN = 4;

/** A schema's JSON has more tokens than what the model reads in its place, but for a heading of up to ten. */
const TOOLS_TOKENS = 16;
const RESPONSE_SCHEMA_TOKENS = 16;

/** What gpt-oss puts before every prompt: 60 tokens in a published count, more with tools. */
const HARMONY_TOKENS = 100;

/** How many tokens a prompt has. */
export interface PromptTokens {
  promptTokens: number;
  /**
   * How many of these are a guess: at its images, files and encrypted parts, which many models count far lower, and at how many
   * more tokens than OpenAI's another vendor's model makes of a text.
   */
  estimatedTokens: number;
  /** As many to hold for: with a file that can't be read, and may have any number, as many as any model takes, or more. */
  heldTokens: number;
}

/**
 * Counts the tokens of a prompt: exact for messages of text to OpenAI's models, estimated for the rest. Estimates
 * err on the high side, because a hold is made from them; of files they are likely, and the hold has more. All files together
 * are unpacked within one budget.
 *
 * A message is 3 tokens, its role, its content, and if it has a name, the name and 1; the prompt adds 3, which begin the reply.
 * Source: https://github.com/openai/openai-cookbook/blob/main/examples/How_to_count_tokens_with_tiktoken.ipynb
 *
 * @param mostTokens Give up once more are counted than these, estimates aside: there are then at least as many as are returned.
 */
export async function measureChatPrompt(prompt: ChatPrompt, mostTokens = Infinity): Promise<PromptTokens> {
  const { model, factor = 1 } = prompt;
  const encoding = await loadEncoding(encodingForModel(model));
  const contents = contentsOf(prompt);
  const files = await fileContents(model, encoding, contents.files ?? [], mostTokens);
  const { texts, tokens, estimatedTokens = 0, unsureTokens = 0 } = sum([contents, files]);
  // A factor above 1 is a guess on the high side: no prompt is too long by it.
  const sureFactor = Math.min(1, factor);
  const counted = tokens + (await countTexts(encoding, texts, mostTokens / sureFactor - tokens));
  const promptTokens = Math.ceil((counted + estimatedTokens) * factor);
  return {
    promptTokens,
    estimatedTokens: promptTokens - Math.ceil(counted * sureFactor),
    heldTokens: promptTokens + Math.ceil(unsureTokens * Math.max(1, factor)),
  };
}

/** The tokens of a prompt as `measureChatPrompt` counts them, estimates included. */
export async function countChatPrompt(prompt: ChatPrompt): Promise<number> {
  return (await measureChatPrompt(prompt)).promptTokens;
}

/** What there is to be counted, and the tokens of all that is no text. */
interface Contents {
  texts: string[];
  tokens: number;
  estimatedTokens?: number;
  /** How many more than are estimated its files may have. */
  unsureTokens?: number;
  /** What has yet to be read. */
  files?: PromptFile[];
}

function contentsOf({ model, messages, tools = [], responseSchema, rest = [] }: ChatPrompt): Contents {
  const framing = framingOf(model);
  return sum([
    { texts: [], tokens: framing.promptTokens },
    ...messages.map((message) => messageContents(model, framing, message)),
    toolContents(tools),
    schemaContents(responseSchema),
    ...rest.map((part) => partContents(model, part)),
  ]);
}

interface Framing {
  promptTokens: number;
  messageTokens: number;
  rolesCount: boolean;
}

/** Counts that OpenAI's API returned agree with it (tests/fixtures/chat-prompt-tokens.json), but for the last line, a guess. */
function framingOf(model: string): Framing {
  const name = baseModelName(model);
  // Search models bill the contents alone, and none of what they find.
  if (name.includes('search-preview')) {
    return { promptTokens: 0, messageTokens: 0, rolesCount: false };
  }
  const usual = { promptTokens: 3, messageTokens: 3, rolesCount: true };
  if (/^(o\d|gpt-5)/.test(name)) return { ...usual, promptTokens: 2 };
  if (/^(gpt-3|gpt-4|chatgpt-4o)/.test(name)) return usual;
  return { ...usual, promptTokens: 3 + (name.startsWith('gpt-oss') ? HARMONY_TOKENS : 0) };
}

function messageContents(model: string, framing: Framing, message: ChatPromptMessage): Contents {
  const { role, name, content } = message;
  // How several parts are joined is not published: they count as if by nothing.
  const parts = typeof content === 'string' ? [{ type: 'text' as const, text: content }] : content;
  // https://github.com/hmarr/openai-chat-tokens/blob/main/src/index.ts, confirmed by a published count.
  const functionTokens = role === 'function' ? -2 : 0;
  const nameTokens = name === undefined ? 0 : 1;
  return sum([
    {
      texts: [...(framing.rolesCount ? [role] : []), ...(name === undefined ? [] : [name])],
      tokens: framing.messageTokens + nameTokens + functionTokens,
    },
    ...parts.map((part) => partContents(model, part)),
  ]);
}

function partContents(model: string, part: ChatPromptPart): Contents {
  switch (part.type) {
    case 'text':
    case 'reasoning':
      return { texts: [part.text], tokens: 0 };
    case 'tool-call':
      return { texts: [part.name, part.arguments], tokens: TOOL_CALL_TOKENS };
    case 'image':
      // Also where the bill is known to the token: that an image takes as much of the window is said nowhere.
      return estimated(imageTokens(model, part));
    case 'file':
      return { texts: [], tokens: 0, files: [part] };
    case 'encrypted':
      return estimated(Math.ceil(part.sizeBytes / ENCRYPTED_BYTES_PER_TOKEN));
  }
}

function estimated(estimatedTokens: number): Contents {
  return { texts: [], tokens: 0, estimatedTokens };
}

/** One file after the other, so that what they are unpacked to is not there at once. */
async function fileContents(
  model: string,
  encoding: Encoding,
  files: readonly PromptFile[],
  mostTokens: number,
): Promise<Contents> {
  const unpacker = new Unpacker();
  const texts: string[] = [];
  let estimatedTokens = 0;
  let unsureTokens = 0;
  const guess = ({ likely, most }: FileTokens) => {
    estimatedTokens += likely;
    unsureTokens += most - likely;
  };
  for (const { bytes, detail } of files) {
    const file = await readFile(bytes, unpacker);
    switch (file.kind) {
      case 'text':
        texts.push(file.text);
        break;
      case 'pdf':
        guess(pdfTokens(model, { ...file, detail }));
        break;
      case 'document':
        estimatedTokens += await countTexts(encoding, file.texts, Math.min(mostTokens, MOST_FILE_TOKENS));
        break;
      case 'unreadable':
        guess(unreadableFileTokens(model, bytes?.byteLength ?? 0));
    }
  }
  return { texts, tokens: 0, estimatedTokens, unsureTokens };
}

function toolContents(tools: JsonObject[]): Contents {
  if (tools.length === 0) return { texts: [], tokens: 0 };
  return { texts: tools.map((tool) => JSON.stringify(tool)), tokens: TOOLS_TOKENS };
}

function schemaContents(schema: unknown): Contents {
  if (schema === undefined) return { texts: [], tokens: 0 };
  return { texts: [JSON.stringify(schema)], tokens: RESPONSE_SCHEMA_TOKENS };
}

function sum(contents: Contents[]): Contents {
  return {
    texts: contents.flatMap(({ texts }) => texts),
    tokens: contents.reduce((total, { tokens }) => total + tokens, 0),
    estimatedTokens: contents.reduce((total, { estimatedTokens = 0 }) => total + estimatedTokens, 0),
    unsureTokens: contents.reduce((total, { unsureTokens = 0 }) => total + unsureTokens, 0),
    files: contents.flatMap(({ files = [] }) => files),
  };
}
