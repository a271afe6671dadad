import type { budgetAlertDeliveries } from '@/lib/db/schema';
import type { UserId } from '@/lib/ids';
import type { PicoUsd } from '@/lib/money';

/** That a share of a budget was reached, as somebody is told of it. */
export interface BudgetAlert {
  /** The same at each try, so that who gets it twice can tell. */
  id: string;
  userId: UserId;
  /** null: a guest, or a member who has none. */
  email: string | null;
  percent: number;
  sumPico: PicoUsd;
  usedPico: PicoUsd;
  periodStart: Date;
  reachedAt: Date;
}

/** A way to tell of alerts: the webhook, e-mail, or another one of your own. */
export interface AlertChannel {
  /** How the database calls it. */
  name: (typeof budgetAlertDeliveries.$inferSelect)['channel'];
  /** @throws Error when it did not arrive; it is tried again later. */
  send(alert: BudgetAlert): Promise<void>;
}
