import type { ReactNode } from 'react';
import type { CurrentUser } from '@/lib/auth';
import { cn } from '@/lib/utils';
import { FitKeyboard } from './fit-keyboard';
import { Sidebar } from './sidebar';

export interface AppShellProps {
  user: CurrentUser;
  /** What the sidebar shows between the navigation and the account, such as the list of chats. */
  sidebar?: ReactNode;
  /** Whether the page is as high as the window and scrolls inside itself. Otherwise the window scrolls. */
  fill?: boolean;
  children: ReactNode;
}

/** The frame of every page for people who are signed in. Begin its `children` with a `PageHeader`. */
export function AppShell({ user, sidebar, fill = false, children }: AppShellProps) {
  return (
    <div className={cn('flex', fill ? 'h-(--visible-height,100dvh)' : 'min-h-dvh')}>
      {fill && <style>{NO_ROOM_FOR_SCROLLBAR}</style>}
      <a
        href="#main"
        className="sr-only focus:not-sr-only focus:fixed focus:top-2 focus:left-2 focus:z-20 focus:rounded-md focus:bg-primary focus:px-4 focus:py-2 focus:text-primary-foreground"
      >
        Skip to content
      </a>
      <Sidebar user={user}>{sidebar}</Sidebar>
      <main id="main" tabIndex={-1} className="flex min-w-0 flex-1 flex-col outline-none">
        {children}
      </main>
      {fill && <FitKeyboard />}
    </div>
  );
}

/**
 * Of the window, which doesn't scroll then. It comes and goes with the frame: for `html:has(…)` the browser would look at
 * each change of the page, which with another such rule was three quarters of its work on styles while a reply came.
 */
const NO_ROOM_FOR_SCROLLBAR = 'html { scrollbar-gutter: auto }';
