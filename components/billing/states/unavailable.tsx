import Link from 'next/link';
import type { ReactNode } from 'react';
import { buttonVariants } from '@/components/ui/button';
import { NO_FILTER, type View, viewHref } from '@/lib/billing/view';
import { cn } from '@/lib/utils';

interface UnavailableProps {
  retryHref: string;
  className?: string;
  /** What is the matter, where more is known than that. */
  children?: ReactNode;
}

/** Stands in a part of the page whose figures could not be read. Retry asks for the same view again. */
export function Unavailable({ retryHref, className, children }: UnavailableProps) {
  return (
    <div className={cn('flex flex-col items-center justify-center gap-3 text-center text-sm', className)}>
      <p className="max-w-prose text-muted-foreground">
        {children || 'These figures can’t be read right now. Nothing is lost.'}
      </p>
      <a href={retryHref} className={buttonVariants({ variant: 'outline', size: 'sm' })}>
        Retry
      </a>
    </div>
  );
}

interface EmptyRangeProps {
  view: View;
  /** What there is none of. */
  what: 'usage' | 'events';
  className?: string;
}

/** Stands where there is nothing to show in the view, with the way to more, where there may be more. */
export function EmptyRange({ view, what, className }: EmptyRangeProps) {
  const everythingHref = viewHref(view, { ...NO_FILTER, range: '90d', unit: null });
  const isEverything = everythingHref === viewHref(view, { unit: null, after: view.after });
  return (
    <div className={cn('flex flex-col items-center justify-center gap-3 text-center text-sm', className)}>
      <p className="text-muted-foreground">{`No ${what} in this view.`}</p>
      {!isEverything && (
        <Link
          href={everythingHref}
          scroll={false}
          prefetch={false}
          className={buttonVariants({ variant: 'outline', size: 'sm' })}
        >
          Show the last 90 days
        </Link>
      )}
    </div>
  );
}

/** Stands where the ledger knows of usage that the meter has not counted. */
export function Uncounted({ className }: { className?: string }) {
  return (
    <div className={cn('grid place-items-center text-center text-muted-foreground text-sm', className)}>
      <p>Nothing counted yet: the event log has what was used, and the meter is still to count it.</p>
    </div>
  );
}
