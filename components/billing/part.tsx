import { type ReactNode, Suspense } from 'react';

interface PartProps {
  /** Whether its figures are there already. */
  ready: boolean;
  fallback: ReactNode;
  children: ReactNode;
}

/**
 * A part of the page that may come later than the rest. What is ready stands in the page as it is: React would send
 * it after its fallback, and need a script to put it in place.
 */
export function Part({ ready, fallback, children }: PartProps) {
  return ready ? children : <Suspense fallback={fallback}>{children}</Suspense>;
}
