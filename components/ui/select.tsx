import type { ComponentProps } from 'react';

/** The browser's own list to choose from. */
export function Select(props: ComponentProps<'select'>) {
  return (
    <select
      className="h-9 w-full rounded-md border border-input bg-card px-2.5 text-base sm:text-sm"
      {...props}
    />
  );
}
