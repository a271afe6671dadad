'use client';

import { usePathname, useRouter, useSearchParams } from 'next/navigation';
import { useEffect, useEffectEvent } from 'react';

/**
 * Shows a page as it is now when Back or Forward leads to it. Next.js alone shows it as it was when it was left: a bill
 * without what was used since, and a chat without what was said.
 *
 * It must be in the page from the start. Next.js listens too, and listeners of the window are called in the order in
 * which they came, whether or not they capture.
 */
export function FreshOnReturn() {
  const router = useRouter();
  const shownPath = usePathname();
  const shownSearch = useSearchParams().toString();

  const show = useEffectEvent((event: PopStateEvent) => {
    const { pathname, search, hash } = window.location;
    const isChat = /^[/]chat([/]|$)/.test(pathname);
    const isSameSearch = new URLSearchParams(search).toString() === shownSearch;
    // It is another place of the page at most; of a bill, another search is another view.
    if (pathname === shownPath && (isChat || isSameSearch)) return;
    if (isChat) {
      // A chat begins with what its page has read, and Next.js can't show one that got its address by `replaceState`.
      event.stopImmediatePropagation();
      router.replace(pathname + search + hash, { scroll: false });
    } else {
      // After Next.js has brought it back, at once and where it was scrolled to.
      setTimeout(router.refresh);
    }
  });

  useEffect(() => {
    addEventListener('popstate', show);
    return () => removeEventListener('popstate', show);
  }, []);

  return null;
}
