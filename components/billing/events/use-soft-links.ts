import { useRouter } from 'next/navigation';
import { type RefObject, useEffect } from 'react';

/**
 * Lets the plain links within an element lead to their pages without loading everything anew. One listener, where as
 * many `Link`s would each have to be brought to life when the page is opened.
 */
export function useSoftLinks(element: RefObject<HTMLElement | null>): void {
  const router = useRouter();
  useEffect(() => {
    const listened = element.current;
    const follow = (event: MouseEvent) => {
      const { target, button, ctrlKey, metaKey, shiftKey, altKey } = event;
      const link = target instanceof Element && target.closest('a');
      if (!link || button !== 0 || ctrlKey || metaKey || shiftKey || altKey) return;
      event.preventDefault();
      router.push(link.href);
    };
    listened?.addEventListener('click', follow);
    return () => listened?.removeEventListener('click', follow);
  }, [element, router]);
}
