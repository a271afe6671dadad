'use client';

import { useFormStatus } from 'react-dom';
import { Button, type ButtonProps } from '@/components/ui/button';

/** Sends its form, once: while it is on its way the button waits. */
export function SubmitButton(props: Omit<ButtonProps, 'type'>) {
  const { pending } = useFormStatus();
  return <Button {...props} type="submit" disabled={pending} aria-busy={pending} />;
}
