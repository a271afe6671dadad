'use client';

import { Check, Copy, X } from 'lucide-react';
import { cn } from '@/lib/utils';
import { useCopy } from './use-copy';

const ICONS = { idle: Copy, copied: Check, failed: X };
const OUTCOMES = { idle: '', copied: 'Copied', failed: 'Couldn’t copy' };

/** Copies what `text` gives, and says so: on the button, and to who hears the page. */
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
    <>
      <button
        type="button"
        aria-label={label}
        onClick={() => copy(text())}
        className={cn(
          'inline-flex h-7 cursor-pointer items-center gap-1.5 rounded-md px-1.5 text-muted-foreground text-xs hover:bg-accent hover:text-foreground',
          className,
        )}
      >
        <Icon aria-hidden className="size-3.5" />
        {OUTCOMES[state]}
      </button>
      {/* It is there before there is anything to say: what comes into the page with its words is often not read out. */}
      <span aria-live="polite" className="sr-only">
        {OUTCOMES[state]}
      </span>
    </>
  );
}
