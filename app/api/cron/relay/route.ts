import { hasBearer } from '@/lib/bearer';
import { sendAlerts } from '@/lib/billing/budgets/alerts';
import { recoverReplies } from '@/lib/chats/recover-replies';
import { clearAway } from '@/lib/clear-away';
import { env } from '@/lib/env';
import { NotFoundError, SignInRequiredError } from '@/lib/errors';
import { route } from '@/lib/http';
import { relay } from '@/lib/openmeter/relay';

export const maxDuration = 300;

/** Ends what dead processes left open, clears away, and sends the outbox. For where no process runs all the time. */
export const GET = route(async (request) => {
  if (!env.CRON_SECRET) throw new NotFoundError('page');
  if (!hasBearer(request, env.CRON_SECRET)) {
    throw new SignInRequiredError(
      'The secret is missing or wrong. Send it as `Authorization: Bearer <CRON_SECRET>`.',
    );
  }
  // Side by side, as a meter, a mail server or a storage of files may be away for long. Should the recovery throw, which
  // alone of them does, the others are not cut off: with the answer, the function may be frozen.
  const cleared = clearAway();
  const recovered = recoverReplies();
  await Promise.allSettled([relay(), sendAlerts(), recovered]);
  // What it has billed and noted.
  await Promise.all([relay(), sendAlerts(), cleared]);
  await recovered;
  return new Response(null, { status: 204 });
});
