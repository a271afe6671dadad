'use client';

import { Check, Copy, X } from 'lucide-react';
import { cn } from '@/lib/utils';
import { useCopy } from './use-copy';

const ICONS = { idle: Copy, copied: Check, failed: X };

/** Copies what `text` gives, and says so. */
export function CopyButton({
  text,
  label,
  className,
}: {
  text: () => string;
  label: string;
  className?: string;
}) {
  const { state, copy } = useCopy();
  const Icon = ICONS[state];
  return (
    <button
      type="button"
      onClick={() => copy(text())}
      className={cn(
        'inline-flex h-7 cursor-pointer items-center gap-1.5 rounded-md px-1.5 text-muted-foreground text-xs hover:bg-accent hover:text-foreground',
        className,
      )}
    >
      <Icon aria-hidden className="size-3.5" />
      <span className={state === 'idle' ? 'sr-only' : undefined}>
        {state === 'idle' ? label : state === 'copied' ? 'Copied' : 'Couldn’t copy'}
      </span>
    </button>
  );
}
