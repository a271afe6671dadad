import { type DynamicToolUIPart, getToolName, type ToolUIPart } from 'ai';
import { ChevronRight, Wrench } from 'lucide-react';

type AnyToolPart = ToolUIPart | DynamicToolUIPart;

/** A tool that the model used: which, how that went, and folded what it was given and what it gave. */
export function ToolPart({ part }: { part: AnyToolPart }) {
  return (
    <details className="group rounded-lg border bg-card text-sm">
      <summary className="flex cursor-pointer list-none items-center gap-2 px-3 py-2 [&::-webkit-details-marker]:hidden">
        <Wrench aria-hidden className="size-4 shrink-0 text-muted-foreground" />
        <span className="min-w-0 truncate font-mono text-[0.8125rem]">{getToolName(part)}</span>
        <span className="ml-auto text-muted-foreground text-xs">{stateOf(part)}</span>
        <ChevronRight
          aria-hidden
          className="size-4 shrink-0 text-muted-foreground transition-transform group-open:rotate-90"
        />
      </summary>
      <dl className="grid grid-cols-1 gap-2 border-t px-3 py-2.5">
        <Value name="Given" value={part.input} />
        {part.state === 'output-available' && <Value name="Result" value={part.output} />}
        {part.state === 'output-error' && <Value name="Error" value={part.errorText} />}
      </dl>
    </details>
  );
}

function Value({ name, value }: { name: string; value: unknown }) {
  return (
    <div>
      <dt className="text-muted-foreground text-xs">{name}</dt>
      <dd className="whitespace-pre-wrap break-words font-mono text-[0.8125rem]">
        {typeof value === 'string' ? value : JSON.stringify(value, null, 2)}
      </dd>
    </div>
  );
}

function stateOf(part: AnyToolPart): string {
  switch (part.state) {
    case 'output-available':
      return 'Done';
    case 'output-error':
      return 'Failed';
    case 'output-denied':
      return 'Not allowed';
    default:
      return 'Running…';
  }
}
