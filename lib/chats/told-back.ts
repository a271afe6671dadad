import type { ChatMessage } from './message';

/**
 * A message as a model is told of it later: without what was thought for it, which would be tokens for nothing, and which
 * some servers refuse. Where tools were called it stays: there DeepSeek and OpenAI refuse to go on without.
 */
export function toldBack(message: ChatMessage): ChatMessage {
  if (message.parts.some(({ type }) => type.startsWith('tool-') || type === 'dynamic-tool'))
    return { ...message, parts: message.parts.map(byToday) };
  return { ...message, parts: message.parts.filter(({ type }) => type !== 'reasoning') };
}

/** A tool that was renamed is told of by the name that it has now. */
function byToday(part: ChatMessage['parts'][number]): ChatMessage['parts'][number] {
  return part.type === 'tool-myUsage' ? { ...part, type: 'tool-my_usage' } : part;
}
