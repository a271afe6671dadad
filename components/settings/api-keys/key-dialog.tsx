import type { ReactNode } from 'react';
import { AnswerError } from '@/components/ui/answer-error';
import { Button, buttonVariants } from '@/components/ui/button';
import { Dialog } from '@/components/ui/dialog';
import { SubmitButton } from '@/components/ui/submit-button';
import { useFormAction } from '@/components/ui/use-form-action';
import type { FormAction } from '@/lib/form-state';
import { ShownKey } from './shown-key';

interface KeyDialogProps {
  title: string;
  action: FormAction<string>;
  submit: string;
  onClose: () => void;
  children: ReactNode;
}

/**
 * A dialog with a form about a key, which may end with a new secret, or says what went wrong. A new one is nowhere but here:
 * from when it is asked for, nothing but “Done” takes it from the screen.
 */
export function KeyDialog({ title, action, submit, onClose, children }: KeyDialogProps) {
  const [state, send, isPending] = useFormAction(action);
  return (
    <Dialog open onClose={onClose} title={title} isHeld={isPending || state.value !== undefined}>
      {state.value !== undefined ? (
        <ShownKey apiKey={state.value} onDone={onClose} />
      ) : (
        <form action={send} onReset={(event) => event.preventDefault()} className="mt-4 space-y-4">
          <AnswerError answer={state} />
          {children}
          <div className="flex justify-end gap-2 pt-1">
            <Button variant="outline" aria-disabled={isPending} onClick={isPending ? undefined : onClose}>
              Cancel
            </Button>
            <SubmitButton className={buttonVariants()}>{submit}</SubmitButton>
          </div>
        </form>
      )}
    </Dialog>
  );
}
