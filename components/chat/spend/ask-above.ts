import { keep, readKept } from '@/components/ui/kept-in-browser';
import { withDecimalPoint } from '@/lib/decimal-point';

/** Dearer than what most models can spend on a short chat, so that it asks when there is something to think about. */
export const DEFAULT_ASK_ABOVE_USD = '0.50';
const KEY = 'ask-above-usd';
const NEVER = 'never';

/** An amount as it is typed: dollars, and some decimals, or cents after a comma. */
export const USD_PATTERN = String.raw`\d{1,6}(\.\d{1,6}|,\d{1,2})?`;
/** As it is kept. */
const USD = /^\d{1,6}(\.\d{1,6})?$/;

/** From which sum on a message is only sent once the person has seen what it can cost, in US dollars; null: none. */
export function readAskAboveUsd(): string | null {
  const kept = readKept('localStorage', KEY) ?? DEFAULT_ASK_ABOVE_USD;
  if (kept === NEVER) return null;
  return USD.test(kept) ? kept : DEFAULT_ASK_ABOVE_USD;
}

/** Keeps the sum, as it was typed by `USD_PATTERN`, for all chats in this browser. */
export function saveAskAboveUsd(usd: string | null): void {
  keep('localStorage', KEY, usd === null ? NEVER : withDecimalPoint(usd));
}
