import type { ComponentProps } from 'react';
import { cn } from '@/lib/utils';

/** The name of a field. It stands beside the field, so it says by `htmlFor` which one it names. */
export function Label({
  className,
  htmlFor,
  children,
  ...props
}: ComponentProps<'label'> & { htmlFor: string }) {
  return (
    <label htmlFor={htmlFor} className={cn('font-medium text-sm', className)} {...props}>
      {children}
    </label>
  );
}
