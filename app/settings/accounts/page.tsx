import type { Metadata } from 'next';
import { notFound, redirect } from 'next/navigation';
import { AppShell } from '@/components/app-shell/app-shell';
import { PageHeader } from '@/components/app-shell/page-header';
import { ConnectedAccounts } from '@/components/settings/connected-accounts';
import { FormError } from '@/components/ui/form-error';
import { requireUserPage } from '@/lib/auth';
import { accountProviders } from '@/lib/auth/account-providers';
import { CONNECTED_ACCOUNTS_PATH, connectedProviders } from '@/lib/auth/connected-accounts';
import { withNext } from '@/lib/auth/next-path';
import { refusalSentence } from '@/lib/auth/refusal';
import { getDb } from '@/lib/db/client';

export const metadata: Metadata = { title: 'Connected accounts' };

interface Props {
  searchParams: Promise<Record<string, string | string[] | undefined>>;
}

/** The accounts at GitHub and Google that a member signs in with. A guest gets one by signing up with it. */
export default async function ConnectedAccountsPage({ searchParams }: Props) {
  if (accountProviders().length === 0) notFound();
  const user = await requireUserPage(CONNECTED_ACCOUNTS_PATH);
  if (user.kind === 'guest') redirect(withNext('/sign-up', CONNECTED_ACCOUNTS_PATH));
  const connected = await connectedProviders(await getDb(), user.id);
  return (
    <AppShell user={user}>
      <PageHeader title="Connected accounts" />
      <div className="mx-auto w-full max-w-4xl space-y-4 px-4 py-6 md:px-6">
        <FormError>{refusalSentence(await searchParams)}</FormError>
        <ConnectedAccounts email={user.email} connected={connected} />
      </div>
    </AppShell>
  );
}
