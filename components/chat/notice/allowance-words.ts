import type { ChatFigures } from '@/lib/chats/figures';
import { formatUsd, formatUsed, picoUsd } from '@/lib/money';
import { resetTime } from './reset-time';

/** From this part of the allowance on, a person is told how it stands. */
const NEAR_LIMIT_PERCENT = 80n;

/** How the allowance stands, or what a person wants to stop at, near its end; nothing before. */
export function allowanceWords(allowance: ChatFigures['allowance']): string | undefined {
  if (!allowance) return undefined;
  const [used, limit] = [picoUsd(BigInt(allowance.usedPico)), picoUsd(BigInt(allowance.limitPico))];
  if (used * 100n < limit * NEAR_LIMIT_PERCENT) return undefined;
  const amounts = `${formatUsed(used, limit)} of ${formatUsd(limit)}`;
  const name = allowance.isOwnStop ? 'Your stop' : 'Allowance';
  return `${name}: ${amounts} used. It resets on ${resetTime(allowance.resetsAt)}.`;
}
