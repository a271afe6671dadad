'use client';

import { type ComponentProps, useImperativeHandle, useRef } from 'react';
import { cn } from '@/lib/utils';
import { useOverflows } from './use-overflows';

interface Named {
  /** What scrolls, for who gets there by Tab and doesn't see it. */
  label: string;
}

/** Something that scrolls inside the page, by keyboard too. */
export function ScrollArea({ label, ref, ...props }: ComponentProps<'div'> & Named) {
  const element = useRef<HTMLDivElement>(null);
  useImperativeHandle<HTMLDivElement | null, HTMLDivElement | null>(ref, () => element.current, []);
  return <div ref={element} {...(useOverflows(element) && reachable(label))} {...props} />;
}

/** The same within a text. */
export function InlineScrollArea({
  label,
  className,
  children,
}: Named & Pick<ComponentProps<'span'>, 'className' | 'children'>) {
  const element = useRef<HTMLSpanElement>(null);
  return (
    <span ref={element} {...(useOverflows(element) && reachable(label))} className={cn('block', className)}>
      {children}
    </span>
  );
}

/** Safari's keyboard scrolls only what can have the focus (WCAG 2.1.1). Others focus what scrolls anyway, without a name. */
function reachable(label: string) {
  return { tabIndex: 0, role: 'group', 'aria-label': label };
}
