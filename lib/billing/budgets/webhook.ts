import { createHmac } from 'node:crypto';
import { usdDecimal } from '@/lib/money';
import type { AlertChannel, BudgetAlert } from './channel';

const TIMEOUT_MS = 10_000;

/**
 * Posts alerts to an address, signed as https://www.standardwebhooks.com says: `webhook-signature` is `v1,` and the
 * HMAC-SHA256 of `id.timestamp.body`, so that the receiver knows that it is from here, and not an old one again.
 *
 * @param secret `whsec_` and the key in base64
 */
export function webhookChannel({ url, secret }: { url: string; secret: string }): AlertChannel {
  const key = Buffer.from(secret.replace(/^whsec_/, ''), 'base64');
  return {
    name: 'webhook',
    async send(alert) {
      const body = JSON.stringify(messageOf(alert));
      const timestamp = String(Math.floor(Date.now() / 1_000));
      const signature = createHmac('sha256', key).update(`${alert.id}.${timestamp}.${body}`).digest('base64');
      const response = await fetch(url, {
        method: 'POST',
        body,
        redirect: 'error',
        signal: AbortSignal.timeout(TIMEOUT_MS),
        headers: {
          'Content-Type': 'application/json',
          'webhook-id': alert.id,
          'webhook-timestamp': timestamp,
          'webhook-signature': `v1,${signature}`,
        },
      });
      await response.body?.cancel();
      if (!response.ok) throw new Error(`The webhook answered ${response.status}.`);
    },
  };
}

function messageOf({ userId, email, percent, sumPico, usedPico, periodStart, reachedAt }: BudgetAlert) {
  return {
    type: 'budget.reached',
    timestamp: reachedAt.toISOString(),
    data: {
      user_id: userId,
      email,
      percent,
      budget_usd: usdDecimal(sumPico),
      used_usd: usdDecimal(usedPico),
      period_start: periodStart.toISOString(),
    },
  };
}
