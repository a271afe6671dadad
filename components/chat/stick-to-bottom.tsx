import { ArrowDown } from 'lucide-react';
import { type ReactNode, useLayoutEffect, useState } from 'react';
import { type StickToBottomInstance, useStickToBottom } from 'use-stick-to-bottom';
import { Button } from '@/components/ui/button';
import { ScrollArea } from '@/components/ui/scroll-area';
import { cn } from '@/lib/utils';

/** Keeps the end in view while the reader is there; whoever scrolls up is left alone. */
export function useStick(): StickToBottomInstance {
  return useStickToBottom({ initial: 'instant', resize: 'instant' });
}

/** Leads to the end, at once for who wants less motion. */
export function scrollToEnd(stick: StickToBottomInstance): void {
  const isCalm = matchMedia('(prefers-reduced-motion: reduce)').matches;
  void stick.scrollToBottom(isCalm ? 'instant' : 'smooth');
}

/** Scrolls what is in it, with a button that leads back to the end. */
export function StickToBottom({
  stick,
  label,
  children,
}: {
  stick: StickToBottomInstance;
  label: string;
  children: ReactNode;
}) {
  const { scrollRef } = stick;
  const [hasScript, setHasScript] = useState(false);
  useLayoutEffect(() => setHasScript(true), []);
  useLayoutEffect(() => {
    // Before the first frame: by itself it would get there one frame later, and show another place before.
    if (hasScript && scrollRef.current) scrollRef.current.scrollTop = scrollRef.current.scrollHeight;
  }, [hasScript, scrollRef]);
  return (
    <section aria-label={label} className="relative min-h-0 flex-1">
      <ScrollArea
        ref={stick.scrollRef}
        data-scrolls=""
        className={cn(
          'h-full overflow-y-auto overscroll-contain [scrollbar-gutter:stable_both-edges] focus-visible:-outline-offset-2',
          // What is laid out from below is scrolled to its end by the browser itself, until the script has come.
          !hasScript && 'flex flex-col-reverse',
        )}
      >
        <div
          ref={stick.contentRef}
          className="mx-auto flex min-h-full w-full max-w-3xl shrink-0 flex-col gap-6 px-4 py-6 md:px-6"
        >
          {children}
        </div>
      </ScrollArea>
      {!stick.isAtBottom && (
        <Button
          variant="outline"
          size="icon"
          aria-label="Jump to the end"
          onClick={() => scrollToEnd(stick)}
          className="absolute bottom-3 left-1/2 -translate-x-1/2 rounded-full shadow-md"
        >
          <ArrowDown aria-hidden />
        </Button>
      )}
    </section>
  );
}
