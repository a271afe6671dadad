'use client';

import { usePathname, useRouter } from 'next/navigation';
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
  const shown = usePathname();

  const show = useEffectEvent((event: PopStateEvent) => {
    const { pathname, search, hash } = window.location;
    if (pathname === shown) return;
    if (/^[/]chat([/]|$)/.test(pathname)) {
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
