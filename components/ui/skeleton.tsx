import type { ComponentProps } from 'react';
import { cn } from '@/lib/utils';

/** Stands where something will be, at its final size. */
export function Skeleton({ className, ...props }: ComponentProps<'div'>) {
  return <div aria-hidden className={cn('animate-pulse rounded-md bg-muted', className)} {...props} />;
}
