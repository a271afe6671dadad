'use client';

import type { ReactNode } from 'react';
import { ActionForm } from '@/components/ui/action-form';
import { takeFocus } from '@/components/ui/take-focus';
import type { FormAction } from '@/lib/form-state';

/** Asks for a link by mail, and then says where it went, if it did. */
export function ForgotPasswordForm({
  action,
  children,
}: {
  action: FormAction<string>;
  children: ReactNode;
}) {
  return (
    <ActionForm action={action} className="grid gap-4" done={(email) => <Sent email={email} />}>
      {children}
    </ActionForm>
  );
}

/** It takes the focus, which was in the form that it stands in the place of, and so is read out, too. */
function Sent({ email }: { email: string }) {
  return (
    <p ref={takeFocus} tabIndex={-1} role="status" className="text-sm outline-none">
      If <strong className="break-words font-medium">{email}</strong> has an account here, a mail with a link
      is on its way. The link holds for an hour. Look among the unwanted mail, too.
    </p>
  );
}
