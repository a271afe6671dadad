import { isTextUIPart, isToolUIPart } from 'ai';
import { memo } from 'react';
import type { ChatMessage } from '@/lib/chats/message';
import { LazyMarkdown } from '../markdown/lazy-markdown';
import { CutNote } from './cut-note';
import { groupParts, type PartGroup } from './group-parts';
import { Reasoning } from './reasoning';
import { ReplyFooter } from './reply-footer';
import { SourceList } from './source-list';
import { ToolCard } from './tool-card';

/** What the model said, part by part, and what it cost. */
export const Reply = memo(function Reply({
  message,
  isGrowing,
}: {
  message: ChatMessage;
  /** Whether it is still being written. */
  isGrowing: boolean;
}) {
  const groups = groupParts(message.parts);
  return (
    <article aria-busy={isGrowing} className="grid grid-cols-1 gap-3">
      <h2 className="sr-only">Reply</h2>
      {groups.map((group) => (
        <Group key={group.index} group={group} isGrowing={isGrowing} isLast={group === groups.at(-1)} />
      ))}
      {!isGrowing && <SourceList parts={message.parts} />}
      {!isGrowing && <CutNote message={message} />}
      {!isGrowing && <ReplyFooter message={message} />}
    </article>
  );
});

interface GroupProps {
  group: PartGroup;
  isGrowing: boolean;
  isLast: boolean;
}

/** A kind of part that isn't known here is not shown. */
function Group({ group, isGrowing, isLast }: GroupProps) {
  if (group.kind === 'reasoning') return <Reasoning parts={group.parts} isGrowing={isGrowing && isLast} />;
  const { part } = group;
  if (isTextUIPart(part)) return <LazyMarkdown text={part.text} isGrowing={isGrowing && isLast} />;
  // Several tools may run at once.
  if (isToolUIPart(part)) return <ToolCard part={part} isGrowing={isGrowing} />;
  return null;
}
