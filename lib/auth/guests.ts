import { type Env, env } from '../env';

/**
 * Whether people may chat without an account. Unless the operator says so, only while the demo answers: with a
 * real upstream every guest costs money.
 */
export function guestsAllowed(
  settings: Pick<Env, 'GUESTS' | 'OPENAI_API_KEY' | 'OPENAI_BASE_URL'> = env,
): boolean {
  if (settings.GUESTS) return settings.GUESTS === 'on';
  return !settings.OPENAI_API_KEY && !settings.OPENAI_BASE_URL;
}
