import { isTextUIPart, isToolUIPart } from 'ai';
import type { CatalogModel } from '../models/catalog';
import type { ChatMessage } from './message';

type Part = ChatMessage['parts'][number];

/**
 * A message as a model is told of it later: without what was thought for it, which would be tokens for nothing, and which
 * some servers refuse. Where tools were called it stays: there DeepSeek refuses to go on without. OpenAI's is sealed, and
 * good for its own turn only.
 *
 * A model without tools is told what such a reply said, and of no call: many servers refuse those where they are sent no
 * tools. It is not told of them in words either, as it would write such words itself.
 */
export function toldBack(message: ChatMessage, { tools }: Pick<CatalogModel, 'tools'>): ChatMessage {
  if (!tools && message.parts.some(isToolUIPart)) return { ...message, parts: wordsOf(message) };
  const parts = message.parts.filter((part) => isAnswered(part) && !isSealed(part)).map(byToday);
  const isTold = parts.some(isToolUIPart) ? isFollowed : ({ type }: Part) => type !== 'reasoning';
  return { ...message, parts: parts.filter(isTold) };
}

/** In one part, as it becomes one message: some servers refuse two of a model's in succession. */
function wordsOf({ parts }: ChatMessage): Part[] {
  const texts = parts.filter(isTextUIPart).map(({ text }) => text);
  return texts.length === 0 ? [] : [{ type: 'text', text: texts.join('\n\n') }];
}

/** A call that a tool never answered, as the reply broke off, is refused by servers, and by the SDK before them. */
function isAnswered(part: Part): boolean {
  return !isToolUIPart(part) || part.state.startsWith('output-');
}

function isSealed(part: Part): boolean {
  return part.type === 'reasoning' && part.providerMetadata?.openai !== undefined;
}

/** A tool that was renamed is told of by the name that it has now. */
function byToday(part: Part): Part {
  return part.type === 'tool-myUsage' ? { ...part, type: 'tool-my_usage' } : part;
}

/** A thought that led to no call and no text would be a message that says nothing, which servers refuse. */
function isFollowed(part: Part, at: number, parts: Part[]): boolean {
  if (part.type !== 'reasoning') return true;
  const next = parts.slice(at + 1).find(({ type }) => type !== 'reasoning');
  return next !== undefined && next.type !== 'step-start';
}
