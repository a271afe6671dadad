import type { ChatMessage } from './message';

/**
 * A message as a model is told of it later: without what was thought for it, which would be tokens for nothing, and which
 * some servers refuse. Where tools were called it stays: there DeepSeek and OpenAI refuse to go on without.
 */
export function toldBack(message: ChatMessage): ChatMessage {
  if (message.parts.some(({ type }) => type.startsWith('tool-') || type === 'dynamic-tool')) return message;
  return { ...message, parts: message.parts.filter(({ type }) => type !== 'reasoning') };
}
