import 'server-only';
import { after } from 'next/server';
import { sendAlerts } from './billing/budgets/alerts';
import { recoverReplies } from './chats/recover-replies';
import { isServerless } from './env';
import { log } from './log';
import { oneAtATime } from './one-at-a-time';
import { relay } from './openmeter/relay';

/**
 * Ends what dead processes left open, and sends what that billed and noted: for where nothing does so by itself. It may take
 * some seconds. Never throws: whoever asks next looks again.
 */
export const recoverAndSend = oneAtATime(async () => {
  await recoverReplies().catch((err: unknown) => log.error({ err }, 'orphans could not be looked for'));
  await Promise.all([relay(), sendAlerts()]);
});

/**
 * Runs `recoverAndSend` after the answer on a serverless host, whose function stays until it is done: a reply that somebody
 * awaits may be an orphan, and so may the call whose hold got somebody refused.
 */
export function recoverAfterAnswer(): void {
  if (isServerless) after(recoverAndSend());
}
