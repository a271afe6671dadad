import { isReasoningUIPart, isTextUIPart, isToolUIPart } from 'ai';
import type { ChatMessage } from '@/lib/chats/message';
import { LazyMarkdown } from '../markdown/lazy-markdown';
import { ReasoningPart } from './reasoning-part';
import { ToolPart } from './tool-part';

/** One part of a reply. A kind that isn't known here is not shown. */
export function MessagePart({ part }: { part: ChatMessage['parts'][number] }) {
  if (isTextUIPart(part)) return <LazyMarkdown text={part.text} isGrowing={part.state === 'streaming'} />;
  if (isReasoningUIPart(part)) return <ReasoningPart part={part} />;
  if (isToolUIPart(part)) return <ToolPart part={part} />;
  return null;
}
