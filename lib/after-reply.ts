import 'server-only';
import { recoverAndSend } from './chats/recover-after-answer';
import { isServerless } from './env';
import { kickRelay, relay } from './openmeter/relay';

/**
 * Sends what a reply used to OpenMeter: a server in a moment, a function before it may be frozen. A function also ends what
 * dead ones left open, as nobody may wait for it any more.
 */
export async function afterReply(): Promise<void> {
  if (isServerless) await Promise.all([relay(), recoverAndSend()]);
  else kickRelay();
}
