import { type RefObject, useEffect, useState } from 'react';

/** What to do about an element that scrolls when its size, or that of what is in it, has changed. */
const checks = new WeakMap<Element, () => void>();
let observer: ResizeObserver | undefined;

/**
 * Whether there is more in an element than it shows, so that it scrolls. It is looked at when its size, or that of the
 * first element in it, has changed, as the browser has laid them out then: a reply that is being written asks for no
 * layout of its own.
 */
export function useOverflows(ref: RefObject<HTMLElement | null>): boolean {
  const [overflows, setOverflows] = useState(false);
  useEffect(() => {
    if (ref.current) return watch(ref.current, setOverflows);
  }, [ref]);
  return overflows;
}

function watch(element: HTMLElement, tell: (overflows: boolean) => void): () => void {
  // One for all: a long chat has hundreds of blocks of code.
  observer ??= new ResizeObserver(checkAll);
  const watched = [element, element.firstElementChild].filter((each) => each !== null);
  checks.set(element, () => tell(isLargerThanShown(element)));
  for (const each of watched) observer.observe(each);
  return () => {
    checks.delete(element);
    for (const each of watched) observer?.unobserve(each);
  };
}

function checkAll(entries: ResizeObserverEntry[]): void {
  const resized = entries.map(({ target }) => target);
  const scrollers = new Set(resized.flatMap((target) => [target, target.parentElement ?? target]));
  for (const scroller of scrollers) checks.get(scroller)?.();
}

function isLargerThanShown(element: HTMLElement): boolean {
  return element.scrollWidth > element.clientWidth || element.scrollHeight > element.clientHeight;
}
