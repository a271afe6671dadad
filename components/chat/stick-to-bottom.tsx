import { ArrowDown } from 'lucide-react';
import { type ReactNode, type Ref, useImperativeHandle, useLayoutEffect, useState } from 'react';
import { useStickToBottom } from 'use-stick-to-bottom';
import { Button } from '@/components/ui/button';
import { ScrollArea } from '@/components/ui/scroll-area';
import { cn } from '@/lib/utils';
import { KeepsPlaceContext, useOpening } from './use-opening';

export interface StickToBottomHandle {
  /** Leads to the end at once. */
  scrollToEnd: () => void;
  /** Leads to something within, and no longer to the end. */
  leadTo: (element: HTMLElement) => void;
}

/**
 * Scrolls what is in it, and keeps the end in view while the reader is there; whoever scrolls up is left alone, with a
 * button that leads back. What it knows of the place stays in here: it changes with every line of a reply.
 */
export function StickToBottom({
  ref,
  label,
  children,
}: {
  ref: Ref<StickToBottomHandle>;
  label: string;
  children: ReactNode;
}) {
  const { scrollRef, contentRef, scrollToBottom, stopScroll, isAtBottom, state } = useStickToBottom({
    initial: 'instant',
    resize: 'instant',
  });
  const opening = useOpening();
  useLayoutEffect(() => {
    // In the frame that shows what came: by itself it follows one frame later. What is being selected is left to it.
    const growth = new ResizeObserver(() => {
      const isFollowing = state.isAtBottom && getSelection()?.type !== 'Range';
      if (isFollowing && state.scrollDifference > 0) state.scrollTop = state.calculatedTargetScrollTop;
    });
    if (contentRef.current) growth.observe(contentRef.current);
    return () => growth.disconnect();
  }, [contentRef, state]);
  useImperativeHandle(
    ref,
    () => ({
      scrollToEnd: () => void scrollToBottom('instant'),
      leadTo(element) {
        const lead = () => {
          stopScroll();
          element.scrollIntoView({ block: 'start' });
        };
        lead();
        element.tabIndex = -1;
        element.focus({ preventScroll: true });
        // Where what is shown has become shorter, the end is followed again from the frame on that lays it out.
        requestAnimationFrame(() => requestAnimationFrame(lead));
      },
    }),
    [scrollToBottom, stopScroll],
  );
  const [hasScript, setHasScript] = useState(false);
  useLayoutEffect(() => setHasScript(true), []);
  useLayoutEffect(() => {
    // Before the first frame: by itself it would get there one frame later, and show another place before.
    if (hasScript && scrollRef.current) scrollRef.current.scrollTop = scrollRef.current.scrollHeight;
  }, [hasScript, scrollRef]);
  return (
    <section aria-label={label} className="relative min-h-0 flex-1">
      <ScrollArea
        ref={scrollRef}
        label="Messages"
        data-scrolls=""
        data-opening={opening}
        className={cn(
          'h-full overflow-y-auto overscroll-contain [scrollbar-gutter:stable_both-edges] focus-visible:-outline-offset-2',
          // What is laid out from below is scrolled to its end by the browser itself, until the script has come.
          !hasScript && 'flex flex-col-reverse',
        )}
      >
        <div
          ref={contentRef}
          className="mx-auto flex min-h-full w-full max-w-3xl shrink-0 flex-col gap-6 px-4 py-6 md:px-6"
        >
          <KeepsPlaceContext value={!opening}>{children}</KeepsPlaceContext>
        </div>
      </ScrollArea>
      {!isAtBottom && (
        <Button
          variant="outline"
          size="icon"
          aria-label="Jump to the end"
          onClick={() => {
            // The button goes, and would take the focus along.
            scrollRef.current?.focus({ preventScroll: true });
            void scrollToBottom(prefersCalm() ? 'instant' : 'smooth');
          }}
          className="absolute bottom-3 left-1/2 -translate-x-1/2 rounded-full shadow-md"
        >
          <ArrowDown aria-hidden />
        </Button>
      )}
    </section>
  );
}

function prefersCalm(): boolean {
  return matchMedia('(prefers-reduced-motion: reduce)').matches;
}
