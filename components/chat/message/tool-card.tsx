import { type DynamicToolUIPart, getToolName, type ToolUIPart } from 'ai';
import { Check, ChevronRight, CircleSlash, LoaderCircle, TriangleAlert } from 'lucide-react';
import { ScrollArea } from '@/components/ui/scroll-area';
import { cn } from '@/lib/utils';
import { toolState } from './tool-state';

const STATES = {
  running: {
    word: 'Running…',
    icon: LoaderCircle,
    className: 'text-muted-foreground motion-safe:animate-spin',
  },
  done: { word: 'Done', icon: Check, className: 'text-muted-foreground' },
  failed: { word: 'Failed', icon: TriangleAlert, className: 'text-destructive' },
  denied: { word: 'Not allowed', icon: CircleSlash, className: 'text-warning' },
  unfinished: { word: 'Not finished', icon: CircleSlash, className: 'text-warning' },
};

/** A tool that the model used: which, for what, how that went, and folded what it was given and what it gave. */
export function ToolCard({ part, isGrowing }: { part: ToolUIPart | DynamicToolUIPart; isGrowing: boolean }) {
  const { word, icon: Icon, className } = STATES[toolState(part, isGrowing)];
  return (
    <details className="group rounded-lg border bg-card text-sm">
      <summary className="flex cursor-pointer list-none items-center gap-2 rounded-lg px-3 py-2 [&::-webkit-details-marker]:hidden">
        <Icon aria-hidden className={cn('size-4 shrink-0', className)} />
        <span className="shrink-0 font-medium">{part.title ?? getToolName(part)}</span>
        <span className="min-w-0 truncate text-muted-foreground">{gist(part.input)}</span>
        <span className="ml-auto shrink-0 text-muted-foreground text-xs">{word}</span>
        <ChevronRight
          aria-hidden
          className="size-4 shrink-0 text-muted-foreground transition-transform group-open:rotate-90"
        />
      </summary>
      <dl className="grid grid-cols-1 gap-3 border-t px-3 py-2.5">
        <Value name="Given" value={part.input} />
        {part.state === 'output-available' && <Value name="Result" value={part.output} />}
        {part.state === 'output-error' && <Value name="Error" value={part.errorText} />}
      </dl>
    </details>
  );
}

function Value({ name, value }: { name: string; value: unknown }) {
  return (
    <div className="min-w-0">
      <dt className="text-muted-foreground text-xs">{name}</dt>
      <dd>
        <ScrollArea
          label={name}
          className="mt-1 max-h-72 overflow-y-auto whitespace-pre-wrap break-words font-mono text-[0.8125rem] leading-relaxed"
        >
          {value === undefined ? '—' : typeof value === 'string' ? value : JSON.stringify(value, null, 2)}
        </ScrollArea>
      </dd>
    </div>
  );
}

/** What a tool is given, when that is a word or two: an expression, an address. */
function gist(input: unknown): string {
  const values = typeof input === 'object' && input !== null ? Object.values(input) : [];
  return values.filter((value) => typeof value === 'string').join(' · ');
}
