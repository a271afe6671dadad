import type { ReasoningUIPart } from 'ai';
import { ChevronRight } from 'lucide-react';
import { useState } from 'react';
import { LazyMarkdown } from '../markdown/lazy-markdown';
import { reasoningLabel } from './reasoning-label';

/**
 * What the model thought before it went on, folded, and for how long. Some models tell that they think, but not what:
 * then there is nothing to unfold.
 */
export function Reasoning({ parts, isGrowing }: { parts: ReasoningUIPart[]; isGrowing: boolean }) {
  const [isOpen, setIsOpen] = useState(false);
  const text = parts
    .map((part) => part.text)
    .join('\n\n')
    .trim();
  const label = reasoningLabel(parts, isGrowing);
  if (!text) return label && <p className="py-1 text-muted-foreground text-sm">{label}</p>;
  return (
    <details
      onToggle={(event) => setIsOpen(event.currentTarget.open)}
      className="group text-muted-foreground text-sm"
    >
      <summary className="flex w-fit cursor-pointer list-none items-center gap-1 rounded-md py-1 pr-2 hover:text-foreground [&::-webkit-details-marker]:hidden">
        <ChevronRight aria-hidden className="size-4 transition-transform group-open:rotate-90" />
        {label ?? 'Thoughts'}
      </summary>
      {isOpen && (
        <div className="mt-1 ml-2 border-l pl-4">
          <LazyMarkdown text={text} isGrowing={isGrowing} />
        </div>
      )}
    </details>
  );
}
