import 'server-only';
import { raiseAlerts } from './billing/budgets/alerts';
import { clearAway } from './clear-away';
import { isServerless } from './env';
import type { UserId } from './ids';
import { kickRelay, relay } from './openmeter/relay';
import { recoverAndSend } from './recover-after-answer';

/**
 * Sends what a reply used to OpenMeter, and alerts the person to what it made them reach of their budget: a server in a moment,
 * a function before it may be frozen. A function also ends what dead ones left open, as nobody may wait for it any more, and
 * clears away what is due.
 *
 * @param begunAt when the reply began, or the call of the API
 */
export async function afterReply(userId: UserId, begunAt: Date): Promise<void> {
  await Promise.all([sendUsage(), raiseAlerts(userId, { begunAt })]);
}

async function sendUsage(): Promise<void> {
  if (isServerless) await Promise.all([relay(), recoverAndSend(), clearAway()]);
  else kickRelay();
}
