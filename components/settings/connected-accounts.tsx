import { ActionForm } from '@/components/ui/action-form';
import { buttonVariants } from '@/components/ui/button';
import { Card } from '@/components/ui/card';
import { SubmitButton } from '@/components/ui/submit-button';
import { accountProviders } from '@/lib/auth/account-providers';
import { continueWithAccount } from '@/lib/auth/actions';
import { CONNECTED_ACCOUNTS_PATH } from '@/lib/auth/connected-accounts';

interface Props {
  /** Whose accounts with this address can be connected. */
  email: string | null;
  /** The ids of the providers at which an account is connected. */
  connected: ReadonlySet<string>;
}

/** Each provider that the operator has set up, and whether a member signs in with it. */
export function ConnectedAccounts({ email, connected }: Props) {
  return (
    <>
      <p className="max-w-prose text-muted-foreground text-sm leading-relaxed">
        {email
          ? `With a connected account you sign in without a password. It has to have your e-mail address, ${email}.`
          : 'You have no e-mail address here, by which an account elsewhere could be known for yours.'}
      </p>
      <Card aria-label="Accounts" className="divide-y">
        {accountProviders().map(({ id, name }) => (
          <div key={id} className="flex min-h-14 flex-wrap items-center justify-between gap-3 px-4 py-2">
            <h2 className="font-medium text-sm">{name}</h2>
            {connected.has(id) || !email ? (
              <p className="text-muted-foreground text-sm">
                {connected.has(id) ? 'Connected' : 'Not connected'}
              </p>
            ) : (
              <ActionForm action={continueWithAccount} className="flex flex-wrap items-center gap-2">
                <input type="hidden" name="next" value={CONNECTED_ACCOUNTS_PATH} />
                <input type="hidden" name="provider" value={id} />
                <SubmitButton className={buttonVariants({ variant: 'outline', size: 'sm' })}>
                  Connect {name}
                </SubmitButton>
              </ActionForm>
            )}
          </div>
        ))}
      </Card>
    </>
  );
}
