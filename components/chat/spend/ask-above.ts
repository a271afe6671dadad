import { keep, readKept } from '@/components/ui/kept-in-browser';
import { withDecimalPoint } from '@/lib/decimal-point';
import type { UserId } from '@/lib/ids';

/** Dearer than what most models can spend on a short chat, so that it asks when there is something to think about. */
export const DEFAULT_ASK_ABOVE_USD = '0.50';
const NEVER = 'never';

/** An amount as it is typed: dollars, and some decimals, or cents after a comma. */
export const USD_PATTERN = String.raw`\d{1,6}(\.\d{1,6}|,\d{1,2})?`;
/** As it is kept. */
const USD = /^\d{1,6}(\.\d{1,6})?$/;

/** From which sum on a message is only sent once the person has seen what it can cost, in US dollars; null: none. */
export function readAskAboveUsd(userId: UserId): string | null {
  const kept = readKept('localStorage', keyOf(userId)) ?? DEFAULT_ASK_ABOVE_USD;
  if (kept === NEVER) return null;
  return USD.test(kept) ? kept : DEFAULT_ASK_ABOVE_USD;
}

/** Keeps the sum, as it was typed by `USD_PATTERN`, for all chats of a person in this browser. */
export function saveAskAboveUsd(userId: UserId, usd: string | null): void {
  keep('localStorage', keyOf(userId), usd === null ? NEVER : withDecimalPoint(usd));
}

/** Whose it is: the next person at the same browser may want to be asked. */
function keyOf(userId: UserId): string {
  return `ask-above-usd:${userId}`;
}
