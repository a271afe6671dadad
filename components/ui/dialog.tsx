'use client';

import { type ReactNode, useEffect, useId, useRef } from 'react';
import { cn } from '@/lib/utils';

export interface DialogProps {
  open: boolean;
  /** Called when it closes: by Escape, by a click beside it, or because `open` became false. */
  onClose: () => void;
  title: string;
  children: ReactNode;
  className?: string;
}

/** A modal dialog: the browser's own, which holds the focus and gives it back. */
export function Dialog({ open, onClose, title, children, className }: DialogProps) {
  const dialog = useRef<HTMLDialogElement>(null);
  const titleId = useId();

  useEffect(() => {
    const element = dialog.current;
    if (!element || !open) return;
    element.showModal();
    return () => element.close();
  }, [open]);

  return (
    <dialog
      ref={dialog}
      onClose={onClose}
      closedby="any"
      aria-labelledby={titleId}
      className={cn(
        'm-auto w-[min(26rem,calc(100vw-2rem))] rounded-lg border bg-popover text-popover-foreground shadow-xl backdrop:bg-black/40',
        className,
      )}
    >
      {open && (
        <div className="p-5">
          <h2 id={titleId} className="font-semibold">
            {title}
          </h2>
          {children}
        </div>
      )}
    </dialog>
  );
}
