'use client';

import { useState } from 'react';
import { endKey } from '@/app/settings/api-keys/actions';
import { AnswerError } from '@/components/ui/answer-error';
import { Button, buttonVariants } from '@/components/ui/button';
import { Dialog } from '@/components/ui/dialog';
import { SubmitButton } from '@/components/ui/submit-button';
import { useFormAction } from '@/components/ui/use-form-action';
import { type RevokedKey, useOnRevoked } from './revocations';

/** Ends a key. Asks once more, because there is no way back. */
export function RevokeKey({ id, name }: RevokedKey) {
  const [open, setOpen] = useState(false);
  const close = () => setOpen(false);
  return (
    <>
      <Button variant="outline" size="sm" onClick={() => setOpen(true)} aria-label={`Revoke ${name}`}>
        Revoke
      </Button>
      {open && <RevokeDialog id={id} name={name} onClose={close} />}
    </>
  );
}

/** Opened again, it says nothing of what went wrong the last time; until it is known what has, it stays. */
function RevokeDialog({ id, name, onClose }: RevokedKey & { onClose: () => void }) {
  const onRevoked = useOnRevoked();
  // The list without the key comes with the action's answer, and takes the dialog with it.
  const [state, send, isPending] = useFormAction(async (before, form) => {
    const answer = await endKey(before, form);
    if (answer.error === undefined) onRevoked({ id, name });
    return answer;
  });
  return (
    <Dialog open onClose={onClose} title={`Revoke “${name}”?`} isHeld={isPending}>
      <form action={send}>
        <input type="hidden" name="id" value={id} />
        <p className="mt-2 text-muted-foreground text-sm leading-relaxed">
          Programs that use it are refused from now on. What it used stays on your bill.
        </p>
        <AnswerError answer={state} />
        <div className="mt-5 flex justify-end gap-2">
          <Button variant="outline" aria-disabled={isPending} onClick={isPending ? undefined : onClose}>
            Cancel
          </Button>
          <SubmitButton className={buttonVariants({ variant: 'destructive' })}>Revoke the key</SubmitButton>
        </div>
      </form>
    </Dialog>
  );
}
