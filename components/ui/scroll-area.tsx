import type { ComponentProps } from 'react';
import { cn } from '@/lib/utils';

/** Not every browser lets the keyboard scroll what the focus can't reach (WCAG 2.1.1). */
const REACHABLE = { tabIndex: 0 };

/** Something that scrolls inside the page, by keyboard too. */
export function ScrollArea(props: ComponentProps<'div'>) {
  return <div {...REACHABLE} {...props} />;
}

/** The same within a text. */
export function InlineScrollArea({ className, ...props }: ComponentProps<'span'>) {
  return <span {...REACHABLE} className={cn('block', className)} {...props} />;
}
