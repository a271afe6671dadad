import { ActionForm } from '@/components/ui/action-form';
import { buttonVariants } from '@/components/ui/button';
import { SubmitButton } from '@/components/ui/submit-button';
import { continueAsGuest } from '@/lib/auth/actions';
import { SESSION_DAYS } from '@/lib/auth/session-lifetime';

/** One click, and the chat begins. */
export function GuestForm({ next }: { next: string }) {
  return (
    <ActionForm action={continueAsGuest} className="grid gap-2">
      <input type="hidden" name="next" value={next} />
      <SubmitButton className={buttonVariants({ size: 'lg' })}>Continue as guest</SubmitButton>
      <p className="text-balance text-center text-muted-foreground text-sm">
        No account needed. Make one within {SESSION_DAYS} days, and your chats stay.
      </p>
    </ActionForm>
  );
}
