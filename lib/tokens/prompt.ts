import { baseModelName, type Encoding, encodingForModel, loadEncoding } from './encoding';
import { fileTokens, type PromptFile } from './file-tokens';
import type { ImageSize } from './image-size';
import { type ImageDetail, imageTokens } from './image-tokens';
import { countText } from './text-counter';

/** What a chat model is asked, in whatever API's words it was said. */
export interface ChatPrompt {
  model: string;
  messages: ChatPromptMessage[];
  tools?: ToolDefinition[];
  /** The JSON schema the reply must follow, with its name and description if it has them. */
  responseSchema?: unknown;
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
  | ({ type: 'file' } & PromptFile)
  | { type: 'tool-call'; name: string; arguments: string };

export interface ToolDefinition {
  name: string;
  description?: string;
  parameters?: unknown;
}

export interface PromptCount {
  tokens: number;
  /** Whether any part could only be estimated. Estimates err on the high side, because a hold is made from them. */
  estimated: boolean;
}

/** Framing of a call and its result; five to eight in published counts. */
const TOOL_CALL_TOKENS = 8;

/** A schema's JSON has more tokens than what the model reads in its place, but for a heading of up to ten. */
const TOOLS_TOKENS = 16;
const RESPONSE_SCHEMA_TOKENS = 16;

/** What gpt-oss puts before every prompt: 60 tokens in a published count, more with tools. */
const HARMONY_TOKENS = 100;

/**
 * Counts the tokens of a prompt: exact for messages of text to OpenAI's models, estimated for the rest.
 *
 * A message is 3 tokens, its role, its content, and if it has a name, the name and 1; the prompt adds 3, which begin the reply.
 * Source: https://github.com/openai/openai-cookbook/blob/main/examples/How_to_count_tokens_with_tiktoken.ipynb
 */
export async function countChatPrompt(prompt: ChatPrompt): Promise<PromptCount> {
  const encoding = await loadEncoding(encodingForModel(prompt.model));
  const framing = framingOf(prompt.model);
  const total = sum([
    { tokens: framing.promptTokens, estimated: !framing.published },
    ...prompt.messages.map((message) => countMessage(encoding, prompt.model, framing, message)),
    countTools(encoding, prompt.tools ?? []),
    countResponseSchema(encoding, prompt.responseSchema),
  ]);
  if (prompt.factor === undefined) return total;
  return { tokens: Math.ceil(total.tokens * prompt.factor), estimated: true };
}

interface Framing {
  promptTokens: number;
  messageTokens: number;
  rolesCount: boolean;
  /** Whether counts that OpenAI's API returned agree with it (tests/fixtures/chat-prompt-tokens.json). */
  published: boolean;
}

function framingOf(model: string): Framing {
  const name = baseModelName(model);
  // Search models bill the contents alone, and none of what they find.
  if (name.includes('search-preview')) {
    return { promptTokens: 0, messageTokens: 0, rolesCount: false, published: true };
  }
  const usual = { promptTokens: 3, messageTokens: 3, rolesCount: true, published: true };
  if (/^(o\d|gpt-5)/.test(name)) return { ...usual, promptTokens: 2 };
  if (/^(gpt-3|gpt-4|chatgpt-4o)/.test(name)) return usual;
  return { ...usual, promptTokens: 3 + (name.startsWith('gpt-oss') ? HARMONY_TOKENS : 0), published: false };
}

function countMessage(
  encoding: Encoding,
  model: string,
  framing: Framing,
  message: ChatPromptMessage,
): PromptCount {
  const { role, name, content } = message;
  const parts = typeof content === 'string' ? [{ type: 'text' as const, text: content }] : content;
  const roleTokens = framing.rolesCount ? countText(encoding, role) : 0;
  const nameTokens = name === undefined ? 0 : countText(encoding, name) + 1;
  // https://github.com/hmarr/openai-chat-tokens/blob/main/src/index.ts, confirmed by a published count.
  const functionTokens = role === 'function' ? -2 : 0;
  return sum([
    { tokens: framing.messageTokens + roleTokens + nameTokens + functionTokens, estimated: false },
    // How several parts are joined is not published.
    { tokens: 0, estimated: parts.length > 1 || role === 'tool' },
    ...parts.map((part) => countPart(encoding, model, part)),
  ]);
}

function countPart(encoding: Encoding, model: string, part: ChatPromptPart): PromptCount {
  switch (part.type) {
    case 'text':
      return { tokens: countText(encoding, part.text), estimated: false };
    case 'reasoning':
      return { tokens: countText(encoding, part.text), estimated: true };
    case 'tool-call': {
      const tokens = countText(encoding, part.name) + countText(encoding, part.arguments);
      return { tokens: tokens + TOOL_CALL_TOKENS, estimated: true };
    }
    case 'image':
      return imageTokens(model, part);
    case 'file':
      return { tokens: fileTokens(model, part), estimated: true };
  }
}

function countTools(encoding: Encoding, tools: ToolDefinition[]): PromptCount {
  if (tools.length === 0) return { tokens: 0, estimated: false };
  const definitions = tools.map((tool) => ({
    tokens: countText(encoding, JSON.stringify(tool)),
    estimated: true,
  }));
  return sum([{ tokens: TOOLS_TOKENS, estimated: true }, ...definitions]);
}

function countResponseSchema(encoding: Encoding, schema: unknown): PromptCount {
  if (schema === undefined) return { tokens: 0, estimated: false };
  return { tokens: RESPONSE_SCHEMA_TOKENS + countText(encoding, JSON.stringify(schema)), estimated: true };
}

function sum(counts: PromptCount[]): PromptCount {
  return {
    tokens: counts.reduce((total, { tokens }) => total + tokens, 0),
    estimated: counts.some(({ estimated }) => estimated),
  };
}
