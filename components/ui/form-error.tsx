import type { ReactNode } from 'react';

/** What went wrong, read out by screen readers as it appears. Nothing went wrong: nothing is shown. */
export function FormError({ children }: { children: ReactNode }) {
  if (!children) return null;
  return (
    <p
      role="alert"
      className="rounded-md border border-destructive/40 bg-destructive/5 px-3 py-2 text-destructive text-sm"
    >
      {children}
    </p>
  );
}
