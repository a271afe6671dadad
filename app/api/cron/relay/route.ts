import { hasBearer } from '@/lib/bearer';
import { sendAlerts } from '@/lib/billing/budgets/after-reply';
import { recoverReplies } from '@/lib/chats/recover-replies';
import { env } from '@/lib/env';
import { NotFoundError, SignInRequiredError } from '@/lib/errors';
import { route } from '@/lib/http';
import { relay } from '@/lib/openmeter/relay';

/** Ends what dead processes left open, and sends the outbox. For where no process runs all the time. */
export const GET = route(async (request) => {
  if (!env.CRON_SECRET) throw new NotFoundError('page');
  if (!hasBearer(request, env.CRON_SECRET)) {
    throw new SignInRequiredError(
      'The secret is missing or wrong. Send it as `Authorization: Bearer <CRON_SECRET>`.',
    );
  }
  // Neither of the two throws. The recovery may, and its clearing away may take as long as the function is let run.
  await relay();
  await sendAlerts();
  await recoverReplies();
  // What it has billed.
  await relay();
  return new Response(null, { status: 204 });
});
