import type { ReasoningUIPart } from 'ai';
import { ChevronRight } from 'lucide-react';

/** What the model thought before it answered, folded. */
export function ReasoningPart({ part }: { part: ReasoningUIPart }) {
  if (!part.text) return null;
  return (
    <details className="group text-muted-foreground text-sm">
      <summary className="flex w-fit cursor-pointer list-none items-center gap-1 rounded-md py-1 pr-2 hover:text-foreground [&::-webkit-details-marker]:hidden">
        <ChevronRight aria-hidden className="size-4 transition-transform group-open:rotate-90" />
        {part.state === 'streaming' ? 'Thinking…' : 'Thoughts'}
      </summary>
      <p className="ml-2 whitespace-pre-wrap break-words border-l pl-4 leading-relaxed">{part.text}</p>
    </details>
  );
}
