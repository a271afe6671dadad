import { type ReactNode, type RefObject, useEffect, useRef, useState } from 'react';
import { InlineScrollArea } from '@/components/ui/scroll-area';

/** A line breaks between them, and never within one: a fraction, a root, a sum up to the next sign. */
const PARTS = '.katex-base';
const TEXT_AROUND = 'p, li, td, th, h1, h2, h3, h4, h5, h6';

/**
 * A formula within a text. It is a part of its line, which breaks between its parts; only where one of them is wider than
 * the text does it become a box that scrolls, as what is beyond the text is cut off.
 */
export function InlineFormula({ children }: { children: ReactNode }) {
  const formula = useRef<HTMLSpanElement>(null);
  const isTooWide = useIsTooWide(formula);
  return (
    <span ref={formula}>
      {/* Of the boxes that scroll, only a flexible one stays on the base line of the text. */}
      <InlineScrollArea
        label="Formula"
        className={
          isTooWide
            ? 'inline-flex max-w-full overflow-x-auto overflow-y-hidden py-1 [direction:ltr]'
            : 'inline'
        }
      >
        {children}
      </InlineScrollArea>
    </span>
  );
}

/** It takes the sizes from the observer, who tells none of what is out of sight: to read them would have it laid out. */
function useIsTooWide(formula: RefObject<HTMLElement | null>): boolean {
  const [isTooWide, setIsTooWide] = useState(false);
  useEffect(() => {
    const text = formula.current?.closest(TEXT_AROUND);
    if (!formula.current || !text) return;
    const parts = [...formula.current.querySelectorAll(PARTS)];
    const widths = new Map<Element, number>();
    const observer = new ResizeObserver((entries) => {
      for (const { target, contentRect } of entries) widths.set(target, contentRect.width);
      const room = widths.get(text) ?? Number.POSITIVE_INFINITY;
      setIsTooWide(parts.some((part) => (widths.get(part) ?? 0) > room));
    });
    for (const each of [text, ...parts]) observer.observe(each);
    return () => observer.disconnect();
  }, [formula]);
  return isTooWide;
}
