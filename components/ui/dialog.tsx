'use client';

import { X } from 'lucide-react';
import { type ReactNode, useId, useLayoutEffect, useRef } from 'react';
import { cn } from '@/lib/utils';
import { Button } from './button';
import { closeBeside } from './close-beside';

export interface DialogProps {
  open: boolean;
  /** Called when it closes: by Escape, its button or a click beside it, or because `open` became false. */
  onClose: () => void;
  title: string;
  /** Whether it stays until `open` is false: what is in it would be lost by a slip, and can't be had again. */
  isHeld?: boolean;
  children: ReactNode;
  className?: string;
}

/** A modal dialog: the browser's own, which holds the focus and gives it back. */
export function Dialog({ open, onClose, title, isHeld = false, children, className }: DialogProps) {
  const dialog = useRef<HTMLDialogElement>(null);
  const titleId = useId();

  // Closed while it is still in the page: only then does it give the focus back.
  useLayoutEffect(() => {
    const element = dialog.current;
    if (!element || !open) return;
    element.showModal();
    return () => element.close();
  }, [open]);

  useLayoutEffect(() => {
    if (dialog.current && open && !isHeld) return closeBeside(dialog.current);
  }, [open, isHeld]);

  return (
    <dialog
      ref={dialog}
      // In development, React's strict mode opens it, closes it and opens it again, and only then comes the word of that.
      onClose={() => dialog.current?.open || onClose()}
      // Where the browser lacks `closedby`, Escape is held back here. Where it has it, this alone would not do: Chromium
      // closes by the third Escape all the same.
      onCancel={isHeld ? (event) => event.preventDefault() : undefined}
      closedby={isHeld ? 'none' : 'any'}
      aria-labelledby={titleId}
      className={cn(
        'm-auto w-[min(26rem,calc(100vw-2rem))] rounded-lg border bg-popover text-popover-foreground shadow-xl backdrop:bg-black/40',
        className,
      )}
    >
      {open && (
        <div className="p-5">
          <h2 id={titleId} className="pr-9 font-semibold">
            {title}
          </h2>
          {children}
          {/* It comes last, as a dialog focuses the first thing in it; a finger needs more room than a pointer. */}
          {!isHeld && (
            <Button
              variant="ghost"
              size="icon"
              aria-label="Close"
              onClick={() => dialog.current?.close()}
              className="absolute top-3.5 right-3.5 text-muted-foreground pointer-coarse:top-2.5 pointer-coarse:right-2.5 pointer-coarse:size-11"
            >
              <X aria-hidden />
            </Button>
          )}
        </div>
      )}
    </dialog>
  );
}
