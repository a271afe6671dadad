'use client';

import { Menu } from 'lucide-react';
import { type ReactNode, useEffect, useRef } from 'react';
import { buttonVariants } from '@/components/ui/button';
import { cn } from '@/lib/utils';

const SIDEBAR_ID = 'sidebar';
/** The width from which it stands beside the page: Tailwind's `md`. */
const WIDE = '(width >= 48rem)';

/** One element for both: beside the page where there is room, otherwise the browser's own popover as a drawer. */
export function SidebarPanel({ children }: { children: ReactNode }) {
  const panel = useRef<HTMLElement>(null);

  useEffect(() => {
    const element = panel.current;
    if (!element) return;
    const close = () => closeIfOpen(element);
    const closeOnLink = ({ target }: MouseEvent) =>
      target instanceof Element && target.closest('a, [data-leaves-sidebar]') && close();
    const wide = matchMedia(WIDE);
    element.addEventListener('click', closeOnLink);
    wide.addEventListener('change', close);
    return () => {
      element.removeEventListener('click', closeOnLink);
      wide.removeEventListener('change', close);
    };
  }, []);

  return (
    <aside
      ref={panel}
      id={SIDEBAR_ID}
      popover="auto"
      aria-label="Sidebar"
      className="inset-y-0 right-auto left-0 h-dvh max-h-none w-[min(18rem,85vw)] flex-col overflow-hidden border-r bg-[color-mix(in_oklab,var(--muted),var(--background))] text-foreground shadow-xl backdrop:bg-black/40 open:flex md:sticky md:inset-auto md:top-0 md:flex md:w-64 md:shrink-0 md:shadow-none"
    >
      {children}
    </aside>
  );
}

/** Makes the drawer give way to what it would cover, unless a dialog was opened from it: that would go with it. */
export function closeDrawer(): void {
  const panel = document.getElementById(SIDEBAR_ID);
  if (panel && !panel.querySelector('dialog[open]')) closeIfOpen(panel);
}

function closeIfOpen(panel: HTMLElement): void {
  if (panel.matches(':popover-open')) panel.hidePopover();
}

/** Opens the sidebar where there is no room for it beside the page. */
export function SidebarButton() {
  return (
    <button
      type="button"
      popoverTarget={SIDEBAR_ID}
      aria-label="Open the sidebar"
      className={cn(buttonVariants({ variant: 'ghost', size: 'icon' }), 'md:hidden')}
    >
      <Menu />
    </button>
  );
}
