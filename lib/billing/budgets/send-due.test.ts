import { DrizzleQueryError, eq, isNull, sql } from 'drizzle-orm';
import { expect, it, vi } from 'vitest';
import { budgetAlertDeliveries, budgetAlerts, users } from '@/lib/db/schema';
import { parseUsd } from '@/lib/money';
import { describeOnDatabases } from '@/tests/support/databases';
import { newUser } from '@/tests/support/metering';
import type { AlertChannel } from './channel';
import { noticeBudget } from './notice';
import { sendDueAlerts } from './send-due';
import { setBudget } from './set';
import { rememberingChannel, use, WEBHOOK } from './testing/alerts';

/** A channel by which nothing arrives. */
function away(): AlertChannel {
  return { name: 'webhook', send: async () => Promise.reject(new Error('No answer.')) };
}

describeOnDatabases('sending the alerts of budgets', (db) => {
  async function makeAllDue(inSeconds = 0) {
    await db()
      .update(budgetAlertDeliveries)
      .set({ dueAt: sql`now() + make_interval(secs => ${inSeconds})` })
      .where(isNull(budgetAlertDeliveries.sentAt));
  }

  it('keeps an alert that did not arrive, and sends it again under the same id', async () => {
    const userId = await newUser(db());
    await setBudget(db(), userId, { sumPico: parseUsd('1'), stop: false });
    await use(db(), userId, '0.55');
    await noticeBudget(db(), userId, { channels: WEBHOOK });
    const failed: string[] = [];
    const away: AlertChannel = {
      name: 'webhook',
      async send({ id }) {
        failed.push(id);
        throw new Error('The webhook answered 503.');
      },
    };
    expect(await sendDueAlerts(db(), away)).toBe(0);
    expect(await sendDueAlerts(db(), away)).toBe(0);
    const [alertId = ''] = failed;
    const ofAlert = eq(budgetAlertDeliveries.alertId, alertId);
    const [delivery] = await db().select().from(budgetAlertDeliveries).where(ofAlert);
    expect(delivery).toMatchObject({ attempts: 1, sentAt: null, lastError: 'The webhook answered 503.' });

    await db().update(budgetAlertDeliveries).set({ dueAt: sql`now()` }).where(ofAlert);
    const { sent, channel } = rememberingChannel();
    expect(await sendDueAlerts(db(), channel)).toBe(1);
    expect(sent.map(({ id }) => id)).toEqual(failed);
  });

  // “90 % of your budget of $10 is used”, read who had raised or removed it while the mail server was away.
  it.each([
    ['another sum', { sumPico: parseUsd('2'), stop: false }],
    ['no budget', null],
  ])('sends nothing of a budget while there is %s instead, but once it is set anew', async (_, other) => {
    const userId = await newUser(db());
    const budget = { sumPico: parseUsd('1'), stop: false };
    await setBudget(db(), userId, budget);
    await use(db(), userId, '0.55');
    await noticeBudget(db(), userId, { channels: WEBHOOK });
    await sendDueAlerts(db(), away());
    await setBudget(db(), userId, other);
    await makeAllDue();
    const { sent, channel } = rememberingChannel();
    expect(await sendDueAlerts(db(), channel)).toBe(0);

    await setBudget(db(), userId, budget);
    await makeAllDue();
    await sendDueAlerts(db(), channel);
    expect(sent).toMatchObject([{ userId, percent: 50 }]);
  });

  // After an outage 90 % came, then 75 %, then 50 %, each as what is used.
  it('sends only the highest of the shares that were reached while the channel was away', async () => {
    const userId = await newUser(db());
    await setBudget(db(), userId, { sumPico: parseUsd('1'), stop: false });
    for (const used of ['0.55', '0.80', '0.95']) {
      await use(db(), userId, used);
      await noticeBudget(db(), userId, { channels: WEBHOOK });
      await sendDueAlerts(db(), away());
    }
    await makeAllDue();
    const { sent, channel } = rememberingChannel();
    await sendDueAlerts(db(), channel);
    expect(sent).toMatchObject([{ userId, percent: 90 }]);
  });

  // Its delivery was tried and put off for a day, though it could not become true again.
  it('gives up at once a share that a higher one is sent for', async () => {
    const userId = await newUser(db());
    await setBudget(db(), userId, { sumPico: parseUsd('1'), stop: false });
    for (const used of ['0.55', '0.80']) {
      await use(db(), userId, used);
      await noticeBudget(db(), userId, { channels: WEBHOOK });
      await sendDueAlerts(db(), away());
    }
    await makeAllDue();
    await sendDueAlerts(db(), rememberingChannel().channel);
    const deliveries = await db()
      .select({ percent: budgetAlerts.percent, dueAt: budgetAlertDeliveries.dueAt })
      .from(budgetAlertDeliveries)
      .innerJoin(budgetAlerts, eq(budgetAlerts.id, budgetAlertDeliveries.alertId))
      .where(eq(budgetAlerts.userId, userId));
    expect(deliveries.sort((a, b) => a.percent - b.percent)).toEqual([
      { percent: 50, dueAt: null },
      { percent: 75, dueAt: null },
    ]);
  });

  // A person who had been sent all mails of the period, or whose operator had no mail server for a while, heard of neither.
  it('sends a share by a channel that is not told of the higher one', async () => {
    const userId = await newUser(db());
    await setBudget(db(), userId, { sumPico: parseUsd('1'), stop: false });
    await use(db(), userId, '0.55');
    await noticeBudget(db(), userId, { channels: WEBHOOK });
    await sendDueAlerts(db(), away());
    await use(db(), userId, '0.80');
    await noticeBudget(db(), userId, { channels: [] });
    await makeAllDue();
    const { sent, channel } = rememberingChannel();
    await sendDueAlerts(db(), channel);
    expect(sent).toMatchObject([{ userId, percent: 50 }]);
  });

  // The alert was sent again five minutes later.
  it('sends an alert once, though the database is away for a moment after it arrived', async () => {
    const userId = await newUser(db());
    await setBudget(db(), userId, { sumPico: parseUsd('1'), stop: false });
    await use(db(), userId, '0.55');
    await noticeBudget(db(), userId, { channels: WEBHOOK });
    const { sent, channel } = rememberingChannel();
    let failures = 0;
    const execute = db().execute.bind(db());
    const atTimesAway = vi.spyOn(db(), 'execute').mockImplementation((query) => {
      if (sent.length === 0 || failures > 0) return execute(query);
      failures += 1;
      const cause = Object.assign(new Error('connect'), { code: 'ECONNREFUSED' });
      throw new DrizzleQueryError('update budget_alert_deliveries', [], cause);
    });
    try {
      expect(await sendDueAlerts(db(), channel)).toBe(1);
    } finally {
      atTimesAway.mockRestore();
    }
    expect(failures).toBe(1);
    await makeAllDue();
    expect(await sendDueAlerts(db(), channel)).toBe(0);
    expect(sent.map(({ percent }) => percent)).toEqual([50]);
  });

  // It waited for as long as the clock had been ahead: a year, if need be.
  it('sends an alert that was put off before the clock of the database was put back, and none that waits as it should', async () => {
    const userId = await newUser(db());
    await setBudget(db(), userId, { sumPico: parseUsd('1'), stop: false });
    await use(db(), userId, '0.55');
    await noticeBudget(db(), userId, { channels: WEBHOOK });
    await sendDueAlerts(db(), away());
    const { sent, channel } = rememberingChannel();
    const longestWait = 10 * 2 ** 12;
    await makeAllDue(longestWait);
    await sendDueAlerts(db(), channel);
    expect(sent).toEqual([]);
    await makeAllDue(longestWait + 60);
    await sendDueAlerts(db(), channel);
    expect(sent).toMatchObject([{ userId, percent: 50 }]);
  });

  it('tells by each channel once, whatever becomes of the other, and mails only who has an address', async () => {
    const channels = [{ name: 'webhook' }, { name: 'email' }] as const;
    const [member, guest] = [await newUser(db()), await newUser(db())];
    const email = `${member}@example.com`;
    await db().update(users).set({ email }).where(eq(users.id, member));
    for (const userId of [member, guest]) {
      await setBudget(db(), userId, { sumPico: parseUsd('1'), stop: false });
      await use(db(), userId, '0.55');
      await noticeBudget(db(), userId, { channels });
    }
    const broken: AlertChannel = {
      name: 'email',
      async send() {
        throw new Error('The mail server is away.');
      },
    };
    const webhook = rememberingChannel('webhook');
    const mail = rememberingChannel('email');
    expect(await sendDueAlerts(db(), broken)).toBe(0);
    await Promise.all(Array.from({ length: 8 }, () => sendDueAlerts(db(), webhook.channel)));
    expect(webhook.sent.map(({ userId }) => userId).sort()).toEqual([member, guest].sort());

    await makeAllDue();
    await Promise.all(Array.from({ length: 8 }, () => sendDueAlerts(db(), mail.channel)));
    expect(mail.sent).toMatchObject([{ userId: member, email, percent: 50 }]);
    expect(webhook.sent).toHaveLength(2);
  });

  // Twenty in a row were tried by a mail server that answers nothing, for half a minute each.
  it('tries no more by a channel once two did not arrive, and sends the others the next time', async () => {
    for (let count = 0; count < 3; count++) {
      const userId = await newUser(db());
      await setBudget(db(), userId, { sumPico: parseUsd('1'), stop: false });
      await use(db(), userId, '0.55');
      await noticeBudget(db(), userId, { channels: WEBHOOK });
    }
    const send = vi.fn(async () => Promise.reject(new Error('No answer.')));
    expect(await sendDueAlerts(db(), { name: 'webhook', send })).toBe(0);
    expect(send).toHaveBeenCalledTimes(2);
    const { sent, channel } = rememberingChannel();
    expect(await sendDueAlerts(db(), channel)).toBe(1);
    expect(sent).toHaveLength(1);
  });

  // Two addresses that don't exist came first each time, and nobody else got theirs.
  it('tries those first that were never tried', async () => {
    const reach = async () => {
      const userId = await newUser(db());
      await setBudget(db(), userId, { sumPico: parseUsd('1'), stop: false });
      await use(db(), userId, '0.55');
      await noticeBudget(db(), userId, { channels: WEBHOOK });
      return userId;
    };
    await db().delete(budgetAlertDeliveries);
    const refused = [await reach(), await reach()];
    const send = async ({ userId }: { userId: string }) => {
      if (refused.some((id) => id === userId)) throw new Error('No such address.');
    };
    expect(await sendDueAlerts(db(), { name: 'webhook', send })).toBe(0);
    await db().execute(
      sql`update budget_alert_deliveries set due_at = now() - interval '1 hour' where due_at is not null`,
    );
    await reach();
    expect(await sendDueAlerts(db(), { name: 'webhook', send })).toBe(1);
  });
});
