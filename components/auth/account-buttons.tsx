import { ActionForm } from '@/components/ui/action-form';
import { buttonVariants } from '@/components/ui/button';
import { SubmitButton } from '@/components/ui/submit-button';
import { accountProviders } from '@/lib/auth/account-providers';
import { continueWithAccount } from '@/lib/auth/actions';
import { Or } from './sign-in-frame';

/** A button for each provider that the operator has connected; nothing when that is none. */
export function AccountButtons({ next }: { next: string }) {
  const providers = accountProviders();
  if (providers.length === 0) return null;
  return (
    <>
      <div className="grid gap-2">
        {providers.map(({ id, name }) => (
          <ActionForm key={id} action={continueWithAccount} className="grid gap-2">
            <input type="hidden" name="next" value={next} />
            <input type="hidden" name="provider" value={id} />
            <SubmitButton className={buttonVariants({ variant: 'outline' })}>
              Continue with {name}
            </SubmitButton>
          </ActionForm>
        ))}
      </div>
      <Or />
    </>
  );
}
