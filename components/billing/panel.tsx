import type { ReactNode } from 'react';
import { Card } from '@/components/ui/card';
import { cn } from '@/lib/utils';

interface PanelProps {
  id: string;
  title: string;
  /** Stands beside the title: controls, or a link. */
  aside?: ReactNode;
  className?: string;
  children: ReactNode;
}

/** One part of the billing page, with its title. */
export function Panel({ id, title, aside, className, children }: PanelProps) {
  return (
    <Card aria-labelledby={`${id}-title`} id={id} className={cn('scroll-mt-4 p-4 @2xl:p-5', className)}>
      <div className="mb-4 flex min-h-8 flex-wrap items-center justify-between gap-x-6 gap-y-3">
        <h2 id={`${id}-title`} className="font-semibold text-sm">
          {title}
        </h2>
        {aside}
      </div>
      {children}
    </Card>
  );
}
