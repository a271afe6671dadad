import { and, eq } from 'drizzle-orm';
import { readOwnBudget } from '../billing/budgets/budget';
import { spendLimitOf } from '../billing/budgets/spend-limit';
import { billingPeriodOf } from '../billing/period';
import { planOf } from '../billing/plans';
import { balances } from '../db/schema';
import type { Database } from '../db/types';
import type { ChatId, UserId } from '../ids';
import type { PersonKind } from '../vocabulary';
import { type ChatTotal, NOTHING_BILLED, readChatTotal } from './reply-usage';

/** What stands about money around a chat. JSON-safe, as it travels to the browser; amounts in digits of pico-USD. */
export interface ChatFigures {
  /** Everything billed for the chat, on all branches, its title included. */
  total: ChatTotal;
  /** What the plan allows, or where the person wants to stop, if that is less; null: there is no limit. */
  allowance: { usedPico: string; limitPico: string; isOwnStop: boolean; resetsAt: string } | null;
}

/** Reads a chat's figures from the ledger. The chat must be the person's; a new one has used nothing. */
export async function readChatFigures(
  db: Database,
  user: { id: UserId; kind: PersonKind },
  chatId: ChatId | null,
): Promise<ChatFigures> {
  const period = billingPeriodOf(new Date());
  const [plan, budget, total, [balance]] = await Promise.all([
    planOf(user),
    readOwnBudget(db, user.id),
    chatId === null ? NOTHING_BILLED : readChatTotal(db, { chatId, userId: user.id }),
    db
      .select({ usedPico: balances.usedPico })
      .from(balances)
      .where(and(eq(balances.userId, user.id), eq(balances.periodStart, period.start))),
  ]);
  const { limitPico, isOwnStop } = spendLimitOf(plan, budget);
  return {
    total,
    allowance:
      limitPico === null
        ? null
        : {
            usedPico: String(balance?.usedPico ?? 0n),
            limitPico: String(limitPico),
            isOwnStop,
            resetsAt: period.end.toISOString(),
          },
  };
}
