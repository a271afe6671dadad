import { CircleAlert } from 'lucide-react';
import Link from 'next/link';
import { Button, buttonVariants } from '@/components/ui/button';
import { withNext } from '@/lib/auth/next-path';
import { type ChatError, isReplyUnseen } from '../api/chat-error';
import { AllowanceMeter } from './allowance-meter';

/** Trying again can't help: the message or the allowance has to change first. */
const FINAL_CODES = new Set([
  'allowance_exceeded',
  'bad_request',
  'body_too_large',
  'context_length_exceeded',
  'file_gone',
  'guests_off',
  'not_found',
  'outdated',
  'too_many_files',
]);

export interface ProblemNoticeProps {
  problem: ChatError;
  /** Where the message is found again after signing in. */
  returnTo: string;
  onRetry: () => void;
  /** Takes the refused message back, to be changed; left out where nothing was kept from being saved. */
  onEdit: (() => void) | undefined;
}

/** Why there is no reply, or only half of one, and what can be done about it. */
export function ProblemNotice({ problem, returnTo, onRetry, onEdit }: ProblemNoticeProps) {
  const isOfAllowance = problem.code === 'allowance_exceeded' || problem.code === 'allowance_held';
  return (
    <section
      role="alert"
      aria-label="Problem"
      className="grid grid-cols-1 gap-3 rounded-lg border border-destructive/40 bg-card p-4 text-sm"
    >
      <p className="flex gap-2.5 leading-relaxed">
        <CircleAlert aria-hidden className="mt-0.5 size-4 shrink-0 text-destructive" />
        {problem.message}
      </p>
      {isOfAllowance && <AllowanceMeter details={problem.details} />}
      <div className="flex flex-wrap gap-2 empty:hidden">
        {problem.code === 'sign_in_required' && (
          <Link href={withNext('/sign-in', returnTo)} className={buttonVariants({ size: 'sm' })}>
            Sign in
          </Link>
        )}
        {problem.code === 'guests_off' && (
          <Link href={withNext('/sign-up', returnTo)} className={buttonVariants({ size: 'sm' })}>
            Create an account
          </Link>
        )}
        {isOfAllowance && (
          <Link href="/billing" className={buttonVariants({ size: 'sm', variant: 'outline' })}>
            See your usage
          </Link>
        )}
        {problem.code === 'outdated' && (
          <Button size="sm" variant="outline" onClick={() => window.location.reload()}>
            Reload
          </Button>
        )}
        {!FINAL_CODES.has(problem.code) && (
          <Button size="sm" variant="outline" onClick={onRetry}>
            {isReplyUnseen(problem) ? 'Reconnect' : 'Try again'}
          </Button>
        )}
        {onEdit && (
          <Button size="sm" variant="ghost" onClick={onEdit}>
            Edit message
          </Button>
        )}
      </div>
    </section>
  );
}
