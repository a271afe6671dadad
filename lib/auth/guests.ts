import { type Env, env } from '../env';
import { demoAnswers } from '../models/demo-answers';
import type { PersonKind } from '../vocabulary';
import { GuestsOffError } from './errors';

const GUEST_STAYS =
  'Chatting without an account is switched off here. Create an account to go on: what you said and used as a guest stays yours.';

/**
 * Whether people may chat without an account. Unless the operator says so, only while the demo answers: with a
 * real upstream every guest costs money.
 */
export function guestsAllowed(
  settings: Pick<Env, 'GUESTS' | 'OPENAI_API_KEY' | 'OPENAI_BASE_URL'> = env,
): boolean {
  if (settings.GUESTS) return settings.GUESTS === 'on';
  return demoAnswers(settings);
}

/**
 * To be asked before a call of a model: the sessions and the keys of guests outlive the time in which guests were
 * welcome. What they said and used stays readable.
 *
 * @throws GuestsOffError for a guest where there are to be none
 */
export function refuseGuestWhereOff({ kind }: { kind: PersonKind }): void {
  if (kind === 'guest' && !guestsAllowed()) throw new GuestsOffError(GUEST_STAYS);
}
