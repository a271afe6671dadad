import { ChevronsUpDown, KeyRound, Link2, LogOut, MonitorX, UserPlus } from 'lucide-react';
import Link from 'next/link';
import { readTheme } from '@/components/theme/read-theme';
import { ThemeChoice } from '@/components/theme/theme-choice';
import { ActionForm } from '@/components/ui/action-form';
import type { CurrentUser } from '@/lib/auth';
import { accountProviders } from '@/lib/auth/account-providers';
import { signOutAction, signOutEverywhere } from '@/lib/auth/actions';
import { CONNECTED_ACCOUNTS_PATH } from '@/lib/auth/connected-accounts';
import { mailsPasswordLinks } from '@/lib/auth/password-link/mail';
import { SESSION_DAYS } from '@/lib/auth/session-lifetime';
import { firstCharacters } from '@/lib/first-characters';

const MENU_ID = 'account-menu';
const ITEM =
  'flex w-full cursor-pointer items-center gap-2 rounded-md px-2.5 py-2 text-left hover:bg-accent [&_svg]:size-4';

/** Who is signed in, the theme, and the ways out. */
export async function AccountMenu({ user }: { user: CurrentUser }) {
  const name = displayName(user);
  return (
    <div className="border-t p-2">
      <button
        type="button"
        popoverTarget={MENU_ID}
        className="flex w-full cursor-pointer items-center gap-2.5 rounded-md p-2 text-left text-sm hover:bg-accent"
      >
        <span
          aria-hidden
          className="grid size-8 shrink-0 place-items-center rounded-full bg-primary font-medium text-primary-foreground"
        >
          {firstCharacters(name, 1).toUpperCase()}
        </span>
        <span className="min-w-0 flex-1">
          <span className="sr-only">Account:</span>
          <span className="block truncate font-medium">{name}</span>
          <span className="block truncate text-muted-foreground text-xs">
            {user.kind === 'guest' ? 'Not signed up' : user.email}
          </span>
        </span>
        <ChevronsUpDown aria-hidden className="size-4 shrink-0 text-muted-foreground" />
      </button>
      <div
        id={MENU_ID}
        popover="auto"
        className="m-auto w-56 rounded-lg border bg-popover p-1 text-popover-foreground text-sm shadow-lg [position-area:top_span-right] supports-[position-area:top]:m-1"
      >
        {user.kind === 'guest' && (
          <>
            <p className="px-2.5 py-2 text-muted-foreground text-xs leading-relaxed">
              A guest can’t come back after signing out, or once {SESSION_DAYS} days are over. Sign up, and
              your chats and your usage stay yours.
            </p>
            <Link href="/sign-up" className={ITEM}>
              <UserPlus aria-hidden />
              Sign up
            </Link>
          </>
        )}
        {user.email && mailsPasswordLinks() && (
          <Link href="/forgot-password" className={ITEM}>
            <KeyRound aria-hidden />
            Change password
          </Link>
        )}
        {user.kind === 'member' && accountProviders().length > 0 && (
          <Link href={CONNECTED_ACCOUNTS_PATH} className={ITEM}>
            <Link2 aria-hidden />
            Connected accounts
          </Link>
        )}
        <ThemeChoice initial={await readTheme()} />
        <ActionForm action={signOutAction} className="mt-1 border-t pt-1">
          <button type="submit" className={ITEM}>
            <LogOut aria-hidden />
            Sign out
          </button>
        </ActionForm>
        {user.kind === 'member' && (
          <ActionForm action={signOutEverywhere} className="contents">
            <button type="submit" className={ITEM}>
              <MonitorX aria-hidden />
              Sign out on all devices
            </button>
          </ActionForm>
        )}
      </div>
    </div>
  );
}

function displayName({ kind, name, email }: CurrentUser): string {
  return name ?? (kind === 'guest' ? 'Guest' : (email ?? 'You'));
}
