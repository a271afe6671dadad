import { eq, sql } from 'drizzle-orm';
import { budgetAlerts } from '@/lib/db/schema';
import type { Database } from '@/lib/db/types';
import type { UserId } from '@/lib/ids';
import { parseUsd } from '@/lib/money';
import { settleGeneration } from '@/tests/support/metering';
import type { AlertChannel, BudgetAlert } from '../channel';

export const WEBHOOK = [{ name: 'webhook' }] as const;

/** Leaves a person with so much used. */
export async function use(db: Database, userId: UserId, usd: string): Promise<void> {
  await settleGeneration(db, userId);
  await db.execute(sql`update balances set used_pico = ${parseUsd(usd)} where user_id = ${userId}`);
}

/** The shares that a person was alerted of, in whatever period. */
export async function percentsOf(db: Database, userId: UserId): Promise<number[]> {
  const alerts = await db.select().from(budgetAlerts).where(eq(budgetAlerts.userId, userId));
  return alerts.map(({ percent }) => percent).sort((a, b) => a - b);
}

/** A channel by which every alert arrives, in a list. */
export function rememberingChannel(name: AlertChannel['name'] = 'webhook') {
  const sent: BudgetAlert[] = [];
  const channel: AlertChannel = {
    name,
    async send(alert) {
      sent.push(alert);
    },
  };
  return { sent, channel };
}
