import 'server-only';
import { clearAway } from './chats/clear-away';
import { recoverAndSend } from './chats/recover-after-answer';
import { isServerless } from './env';
import { kickRelay, relay } from './openmeter/relay';

/**
 * Sends what a reply used to OpenMeter: a server in a moment, a function before it may be frozen. A function also ends what
 * dead ones left open, as nobody may wait for it any more, and clears away what is due.
 */
export async function afterReply(): Promise<void> {
  if (isServerless) await Promise.all([relay(), recoverAndSend(), clearAway()]);
  else kickRelay();
}
