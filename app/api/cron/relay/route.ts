import { timingSafeEqual } from 'node:crypto';
import { recoverReplies } from '@/lib/chats/recover-replies';
import { env } from '@/lib/env';
import { NotFoundError, SignInRequiredError } from '@/lib/errors';
import { route } from '@/lib/http';
import { relay } from '@/lib/openmeter/relay';

/** Ends what dead processes left open, and sends the outbox. For where no process runs all the time. */
export const GET = route(async (request) => {
  if (!env.CRON_SECRET) throw new NotFoundError('page');
  if (!isEqual(request.headers.get('authorization') ?? '', `Bearer ${env.CRON_SECRET}`)) {
    throw new SignInRequiredError(
      'The secret is missing or wrong. Send it as `Authorization: Bearer <CRON_SECRET>`.',
    );
  }
  await recoverReplies();
  await relay();
  return new Response(null, { status: 204 });
});

/** In a time that doesn't depend on where they differ. */
function isEqual(a: string, b: string): boolean {
  const [bytesA, bytesB] = [Buffer.from(a), Buffer.from(b)];
  return bytesA.length === bytesB.length && timingSafeEqual(bytesA, bytesB);
}
