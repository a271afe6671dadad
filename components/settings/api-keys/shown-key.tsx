'use client';

import { Button } from '@/components/ui/button';
import { CopyButton } from '@/components/ui/copy-button';
import { ScrollArea } from '@/components/ui/scroll-area';
import { takeFocus } from '@/components/ui/take-focus';

/** A new key, for the only time that anybody sees it. Its words take the focus, which was in the form before it. */
export function ShownKey({ apiKey, onDone }: { apiKey: string; onDone: () => void }) {
  return (
    <>
      <p
        ref={takeFocus}
        tabIndex={-1}
        role="status"
        className="mt-2 text-muted-foreground text-sm leading-relaxed outline-none"
      >
        Copy the key now: it is shown only this once, and we keep no copy.
      </p>
      <div className="mt-4 flex items-center gap-2 rounded-md border bg-muted p-2">
        <ScrollArea label="The key" className="min-w-0 flex-1 overflow-x-auto">
          <code className="whitespace-nowrap text-xs">{apiKey}</code>
        </ScrollArea>
        <CopyButton text={() => apiKey} label="Copy the key" />
      </div>
      <div className="mt-5 flex justify-end">
        <Button onClick={onDone}>Done</Button>
      </div>
    </>
  );
}
