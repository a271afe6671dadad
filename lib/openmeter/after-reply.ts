import 'server-only';
import { isServerless } from '../env';
import { kickRelay, relay } from './relay';

/** Sends what a reply used to OpenMeter: a server in a moment, a function before it may be frozen. */
export async function afterReply(): Promise<void> {
  if (isServerless) await relay();
  else kickRelay();
}
