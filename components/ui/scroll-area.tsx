import type { ComponentProps } from 'react';

/** Not every browser lets the keyboard scroll what the focus can't reach (WCAG 2.1.1). */
const REACHABLE = { tabIndex: 0 };

/** Something that scrolls inside the page, by keyboard too. */
export function ScrollArea(props: ComponentProps<'div'>) {
  return <div {...REACHABLE} {...props} />;
}
