import { ChevronLeft, ChevronRight } from 'lucide-react';
import type { ReactNode } from 'react';
import type { ChatMessage } from '@/lib/chats/message';
import { useMessageActions } from './message-actions';

/** Leads to the other versions of a message that was edited or answered again: ‹ 2/3 ›. */
export function VersionArrows({ message }: { message: ChatMessage }) {
  const { showVersion } = useMessageActions();
  const versions = message.metadata?.versions ?? [];
  const index = versions.indexOf(message.id);
  if (versions.length < 2 || index < 0) return null;

  const arrow = (label: string, target: string | undefined, icon: ReactNode) => (
    <button
      type="button"
      aria-label={label}
      aria-disabled={target === undefined}
      onClick={() => target !== undefined && showVersion(target)}
      className="grid size-7 cursor-pointer place-items-center rounded-md hover:bg-accent hover:text-foreground aria-disabled:cursor-default aria-disabled:opacity-40"
    >
      {icon}
    </button>
  );
  return (
    <fieldset aria-label="Versions" className="inline-flex items-center tabular-nums">
      {arrow('Previous version', versions[index - 1], <ChevronLeft aria-hidden className="size-4" />)}
      <span>
        {index + 1}/{versions.length}
      </span>
      {arrow('Next version', versions[index + 1], <ChevronRight aria-hidden className="size-4" />)}
    </fieldset>
  );
}
