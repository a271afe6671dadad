'use client';

import type { MouseEvent, ReactNode } from 'react';
import { useFormStatus } from 'react-dom';

/**
 * Sends its form, once: while it is on its way the button waits. It is not disabled then, as that would take the focus
 * from it. It takes `buttonVariants()` as a class, so that class names are put together on the server and what does that
 * isn't sent to the browser.
 */
export function SubmitButton({ className, children }: { className: string; children: ReactNode }) {
  const { pending } = useFormStatus();
  return (
    <button
      type="submit"
      aria-disabled={pending}
      aria-busy={pending}
      onClick={pending ? holdBack : undefined}
      className={className}
    >
      {children}
    </button>
  );
}

function holdBack(event: MouseEvent) {
  event.preventDefault();
}
