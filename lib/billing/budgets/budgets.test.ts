import { createHmac } from 'node:crypto';
import { once } from 'node:events';
import { createServer } from 'node:http';
import { eq, isNull, sql } from 'drizzle-orm';
import { expect, it, onTestFinished, vi } from 'vitest';
import { budgetAlertDeliveries, budgetAlerts, users } from '@/lib/db/schema';
import type { Database } from '@/lib/db/types';
import { asId, type UserId } from '@/lib/ids';
import { reserve } from '@/lib/metering/reserve';
import { parseUsd } from '@/lib/money';
import { describeOnDatabases } from '@/tests/support/databases';
import { freePort } from '@/tests/support/free-port';
import { callOf, newUser, settleGeneration } from '@/tests/support/metering';
import { billingPeriodOf } from '../period';
import { readOwnBudget } from './budget';
import type { AlertChannel, BudgetAlert } from './channel';
import { noticeBudget } from './notice';
import { sendDueAlerts } from './send-due';
import { setBudget } from './set';
import { BudgetStopError, spendLimitOf, withSpendLimit } from './spend-limit';
import { webhookChannel } from './webhook';

/** Leaves a person with so much used. */
async function use(db: Database, userId: UserId, usd: string): Promise<void> {
  await settleGeneration(db, userId);
  await db.execute(sql`update balances set used_pico = ${parseUsd(usd)} where user_id = ${userId}`);
}

async function percentsOf(db: Database, userId: UserId): Promise<number[]> {
  const alerts = await db.select().from(budgetAlerts).where(eq(budgetAlerts.userId, userId));
  return alerts.map(({ percent }) => percent).sort((a, b) => a - b);
}

const WEBHOOK = [{ name: 'webhook' }] as const;

function rememberingChannel(name: AlertChannel['name'] = 'webhook') {
  const sent: BudgetAlert[] = [];
  const channel: AlertChannel = {
    name,
    async send(alert) {
      sent.push(alert);
    },
  };
  return { sent, channel };
}

describeOnDatabases('a budget', (db) => {
  it('alerts at 50, 75, 90 and 100 % of its sum, once each', async () => {
    const userId = await newUser(db());
    await setBudget(db(), userId, { sumPico: parseUsd('1'), stop: false });
    for (const [used, expected] of [
      ['0.49', []],
      ['0.50', [50]],
      ['0.60', [50]],
      ['0.91', [50, 75, 90]],
      ['1.20', [50, 75, 90, 100]],
    ] as const) {
      await use(db(), userId, used);
      await noticeBudget(db(), userId);
      expect(await percentsOf(db(), userId), used).toEqual(expected);
    }
  });

  it('alerts once, however many replies end at the same moment', async () => {
    const userId = await newUser(db());
    await setBudget(db(), userId, { sumPico: parseUsd('1'), stop: false });
    await use(db(), userId, '0.80');
    const noticed = await Promise.all(
      Array.from({ length: 20 }, () => noticeBudget(db(), userId, { channels: WEBHOOK })),
    );
    expect(noticed.reduce((sum, count) => sum + count, 0)).toBe(2);

    const { sent, channel } = rememberingChannel();
    await Promise.all(Array.from({ length: 8 }, () => sendDueAlerts(db(), channel)));
    expect(sent.map(({ percent }) => percent).sort()).toEqual([50, 75]);
    expect(sent.every((alert) => alert.userId === userId)).toBe(true);
    expect(await sendDueAlerts(db(), channel)).toBe(0);
  });

  it('alerts anew for another sum, and in another period', async () => {
    const userId = await newUser(db());
    await use(db(), userId, '0.80');
    await setBudget(db(), userId, { sumPico: parseUsd('1'), stop: false });
    expect(await percentsOf(db(), userId)).toEqual([50, 75]);
    await setBudget(db(), userId, { sumPico: parseUsd('1.50'), stop: false });
    expect(await percentsOf(db(), userId)).toEqual([50, 50, 75]);
    await setBudget(db(), userId, { sumPico: parseUsd('1'), stop: false });
    expect(await percentsOf(db(), userId)).toEqual([50, 50, 75]);
  });

  // Only the new period was looked at, in which nothing is used.
  it('alerts of what a reply used that began before midnight and ended in the next period', async () => {
    const userId = await newUser(db());
    await setBudget(db(), userId, { sumPico: parseUsd('1'), stop: false });
    await use(db(), userId, '0.55');
    const nextStart = billingPeriodOf(new Date()).end;
    const now = new Date(nextStart.getTime() + 10_000);
    expect(await noticeBudget(db(), userId, { now })).toBe(1);
    expect(await noticeBudget(db(), userId, { now })).toBe(0);
  });

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

    await db()
      .update(budgetAlertDeliveries)
      .set({ dueAt: sql`now()` })
      .where(isNull(budgetAlertDeliveries.sentAt));
    await Promise.all(Array.from({ length: 8 }, () => sendDueAlerts(db(), mail.channel)));
    expect(mail.sent).toMatchObject([{ userId: member, email, percent: 50 }]);
    expect(webhook.sent).toHaveLength(2);
  });

  it('floods nobody with mail, however often its sum is changed', async () => {
    const userId = await newUser(db());
    await db()
      .update(users)
      .set({ email: `${userId}@example.com` })
      .where(eq(users.id, userId));
    for (let cents = 1; cents <= 20; cents++) {
      await use(db(), userId, '0');
      await setBudget(db(), userId, {
        sumPico: parseUsd(`0.${String(cents).padStart(2, '0')}`),
        stop: false,
      });
      await use(db(), userId, '1');
      await noticeBudget(db(), userId, { channels: [{ name: 'email' }] });
    }
    const sent = await db()
      .select()
      .from(budgetAlertDeliveries)
      .innerJoin(budgetAlerts, eq(budgetAlerts.id, budgetAlertDeliveries.alertId))
      .where(eq(budgetAlerts.userId, userId));
    expect(await percentsOf(db(), userId)).toHaveLength(80);
    expect(sent).toHaveLength(20);
  });

  it('stops calls at its sum, whatever the plan would allow, and says so', async () => {
    const userId = await newUser(db());
    const person = { id: userId, kind: 'member' } as const;
    const onUsedUp = vi.fn();
    const ask = async () =>
      withSpendLimit(person, await readOwnBudget(db(), userId), onUsedUp, (allowancePico) =>
        reserve(db(), callOf(userId, { allowancePico }), { promptTokens: 100, maxOutputTokens: 1_000 }),
      );
    await setBudget(db(), userId, { sumPico: parseUsd('0.80'), stop: false });
    await use(db(), userId, '0.7999');
    await ask();
    await setBudget(db(), userId, { sumPico: parseUsd('0.80'), stop: true });
    await expect(ask()).rejects.toThrow(BudgetStopError);
    await expect(ask()).rejects.toThrow('You chose to stop at $0.80 a month');
    expect(onUsedUp).toHaveBeenCalledTimes(2);
    expect(await percentsOf(db(), userId)).toEqual([50, 75, 90]);
    await noticeBudget(db(), userId, { isUsedUp: true });
    expect(await percentsOf(db(), userId)).toEqual([50, 75, 90, 100]);
    await setBudget(db(), userId, null);
    await ask();
  });

  // It alerted that all was used, with $0.00 used, and then never when it was.
  it('does not call itself used up when another call holds what is left, or one is too dear for it', async () => {
    const userId = await newUser(db());
    const person = { id: userId, kind: 'member' } as const;
    const onUsedUp = vi.fn();
    const ask = async (promptTokens: number, maxOutputTokens: number) =>
      withSpendLimit(person, await readOwnBudget(db(), userId), onUsedUp, (allowancePico) =>
        reserve(db(), callOf(userId, { allowancePico }), { promptTokens, maxOutputTokens }),
      );
    await setBudget(db(), userId, { sumPico: parseUsd('0.80'), stop: true });
    await ask(100, 10_000_000);
    await expect(ask(100, 1_000)).rejects.toThrow(
      'You chose to stop at $0.80 a month, and replies under way hold what is left: $0.00 is used.',
    );
    await expect(ask(10_000_000, 1_000)).rejects.toThrow(
      'what is left does not pay for this: $0.00 is used.',
    );
    expect(onUsedUp).not.toHaveBeenCalled();
  });

  it('never raises what the plan allows', async () => {
    const userId = await newUser(db());
    await setBudget(db(), userId, { sumPico: parseUsd('1000'), stop: true });
    const { limitPico } = spendLimitOf({ id: userId, kind: 'guest' }, await readOwnBudget(db(), userId));
    expect(limitPico).toBe(parseUsd('0.10'));
  });
});

it('posts an alert with a signature that its receiver can check', async () => {
  const received: { headers: NodeJS.Dict<string | string[]>; body: string }[] = [];
  const server = createServer(async (request, response) => {
    let body = '';
    for await (const chunk of request) body += chunk;
    received.push({ headers: request.headers, body });
    response.statusCode = received.length > 1 ? 500 : 204;
    response.end();
  });
  const port = await freePort();
  await once(server.listen(port, '127.0.0.1'), 'listening');
  onTestFinished(() => void server.close());
  const key = Buffer.alloc(32, 7);
  const channel = webhookChannel({
    url: `http://127.0.0.1:${port}/`,
    secret: `whsec_${key.toString('base64')}`,
  });
  const alert: BudgetAlert = {
    id: '0199c0de-0000-7000-8000-000000000009',
    userId: asId<UserId>('0199c0de-0000-7000-8000-000000000001'),
    email: 'ada@example.com',
    percent: 90,
    sumPico: parseUsd('10'),
    usedPico: parseUsd('9.0000021'),
    periodStart: new Date('2026-11-01T00:00:00Z'),
    reachedAt: new Date('2026-11-20T10:00:00Z'),
  };
  await channel.send(alert);
  const [{ headers, body } = { headers: {}, body: '' }] = received;
  const signed = `${headers['webhook-id']}.${headers['webhook-timestamp']}.${body}`;
  expect(headers['webhook-id']).toBe(alert.id);
  expect(headers['webhook-signature']).toBe(
    `v1,${createHmac('sha256', key).update(signed).digest('base64')}`,
  );
  expect(JSON.parse(body)).toEqual({
    type: 'budget.reached',
    timestamp: '2026-11-20T10:00:00.000Z',
    data: {
      user_id: alert.userId,
      email: 'ada@example.com',
      percent: 90,
      budget_usd: '10',
      used_usd: '9.0000021',
      period_start: '2026-11-01T00:00:00.000Z',
    },
  });
  await expect(channel.send(alert)).rejects.toThrow('The webhook answered 500.');
});
