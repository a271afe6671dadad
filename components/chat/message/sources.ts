import type { SourceDocumentUIPart, SourceUrlUIPart } from 'ai';
import type { ChatMessage } from '@/lib/chats/message';

export type Source = SourceUrlUIPart | SourceDocumentUIPart;

/** The sources of a reply, each once. */
export function sourcesOf(parts: ChatMessage['parts']): Source[] {
  const sources = new Map<string, Source>();
  for (const part of parts) {
    if (part.type === 'source-url') sources.set(part.url, sources.get(part.url) ?? part);
    if (part.type === 'source-document') sources.set(part.sourceId, part);
  }
  return [...sources.values()];
}
