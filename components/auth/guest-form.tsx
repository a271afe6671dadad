import { continueAsGuest } from '@/lib/auth/actions';
import { ActionForm } from './action-form';
import { SubmitButton } from './submit-button';

/** One click, and the chat begins. */
export function GuestForm({ next }: { next: string }) {
  return (
    <ActionForm action={continueAsGuest}>
      <input type="hidden" name="next" value={next} />
      <SubmitButton size="lg" className="w-full">
        Continue as guest
      </SubmitButton>
      <p className="text-center text-muted-foreground text-sm">
        No account needed. Make one later, and your chats stay.
      </p>
    </ActionForm>
  );
}
