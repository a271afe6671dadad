import type { ReactNode } from 'react';
import { SidebarButton } from './sidebar-panel';

/** The head of a page: its title, what can be done on it, and on a phone the button of the sidebar. */
export function PageHeader({ title, children }: { title: string; children?: ReactNode }) {
  return (
    <header className="sticky top-0 z-10 flex h-14 shrink-0 items-center gap-2 bg-background px-3 md:px-6">
      <SidebarButton />
      <h1 dir="auto" className="min-w-0 flex-1 truncate text-left font-medium text-sm">
        {title}
      </h1>
      {children}
    </header>
  );
}
