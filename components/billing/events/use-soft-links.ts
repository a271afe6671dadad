import { useRouter } from 'next/navigation';
import { type RefObject, useEffect } from 'react';

/**
 * Lets the plain links within the body of a table lead to their pages without loading everything anew, and each row to
 * the page of its first link, wherever it is clicked: in a new tab where a link would. One listener, where as many
 * `Link`s would each have to be brought to life when the page is opened.
 */
export function useSoftLinks(element: RefObject<HTMLElement | null>): void {
  const router = useRouter();
  useEffect(() => {
    const listened = element.current;
    const follow = (event: MouseEvent) => {
      const clicked = clickedLink(event);
      if (clicked === null || event.shiftKey || event.altKey) return;
      const { link, isRow } = clicked;
      if (isRow && getSelection()?.type === 'Range') return;
      if (event.button === 1 || event.ctrlKey || event.metaKey) {
        if (isRow) window.open(link.href, '_blank', 'noopener');
        return;
      }
      event.preventDefault();
      router.push(link.href);
    };
    // Some browsers would begin to scroll by the mouse.
    const holdBack = (event: MouseEvent) => {
      if (event.button === 1 && clickedLink(event)?.isRow) event.preventDefault();
    };
    listened?.addEventListener('click', follow);
    listened?.addEventListener('auxclick', follow);
    listened?.addEventListener('mousedown', holdBack);
    return () => {
      listened?.removeEventListener('click', follow);
      listened?.removeEventListener('auxclick', follow);
      listened?.removeEventListener('mousedown', holdBack);
    };
  }, [element, router]);
}

/** The link that a click is for: the one that was hit, or that of the row. null: there is none, or it asks for a menu. */
function clickedLink({ target, button }: MouseEvent): { link: HTMLAnchorElement; isRow: boolean } | null {
  if (!(target instanceof Element) || button > 1) return null;
  const hit = target.closest('a');
  if (hit) return { link: hit, isRow: false };
  const link = target.closest('tr')?.querySelector('a');
  return link ? { link, isRow: true } : null;
}
