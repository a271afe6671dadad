import { KeyRound, ReceiptText, SquarePen } from 'lucide-react';
import Link from 'next/link';
import type { ReactNode } from 'react';
import { TallyMark } from '@/components/ui/tally-mark';
import type { CurrentUser } from '@/lib/auth';
import { PRODUCT_NAME } from '@/lib/product';
import { AccountMenu } from './account-menu';
import { NavLink } from './nav-link';
import { SidebarPanel } from './sidebar-panel';

/** Where one can go, and who one is. On a phone it is a drawer, which `SidebarButton` opens. */
export function Sidebar({ user, children }: { user: CurrentUser; children?: ReactNode }) {
  return (
    <SidebarPanel>
      <Link href="/" className="mx-2 flex h-14 shrink-0 items-center gap-2 rounded-md px-2 font-semibold">
        <TallyMark className="text-primary" />
        {PRODUCT_NAME}
      </Link>
      <nav aria-label="Main" className="grid gap-0.5 px-2 pb-2">
        <NavLink href="/chat" icon={<SquarePen />}>
          New chat
        </NavLink>
        <NavLink href="/billing" icon={<ReceiptText />}>
          Billing
        </NavLink>
        <NavLink href="/settings/api-keys" icon={<KeyRound />}>
          API keys
        </NavLink>
      </nav>
      <div className="min-h-0 flex-1 overflow-y-auto overscroll-contain px-2 pb-2">{children}</div>
      <AccountMenu user={user} />
    </SidebarPanel>
  );
}
