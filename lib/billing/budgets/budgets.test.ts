import { createHmac } from 'node:crypto';
import { createServer } from 'node:http';
import { and, eq } from 'drizzle-orm';
import { expect, it, onTestFinished } from 'vitest';
import { balances, budgetAlertDeliveries, budgetAlerts, users } from '@/lib/db/schema';
import { asId, type UserId } from '@/lib/ids';
import { parseUsd } from '@/lib/money';
import { describeOnDatabases } from '@/tests/support/databases';
import { listen } from '@/tests/support/listen';
import { newUser } from '@/tests/support/metering';
import { billingPeriodOf } from '../period';
import type { BudgetAlert } from './channel';
import { noticeBudget } from './notice';
import { sendDueAlerts } from './send-due';
import { setBudget } from './set';
import { percentsOf, rememberingChannel, use, WEBHOOK } from './testing/alerts';
import { webhookChannel } from './webhook';

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
    expect(sent).toMatchObject([{ userId, percent: 75 }]);
    expect(await sendDueAlerts(db(), channel)).toBe(0);
  });

  // Three mails came at once, the first of them “50 % of your budget is used”.
  it('notes all shares that are passed at once, and tells only of the highest by each channel', async () => {
    const userId = await newUser(db());
    const email = `${userId}@example.com`;
    await db().update(users).set({ email }).where(eq(users.id, userId));
    await setBudget(db(), userId, { sumPico: parseUsd('1'), stop: false });
    await use(db(), userId, '0.96');
    const channels = [{ name: 'webhook' }, { name: 'email' }] as const;
    expect(await noticeBudget(db(), userId, { channels })).toBe(3);
    expect(await percentsOf(db(), userId)).toEqual([50, 75, 90]);
    for (const { name } of channels) {
      const { sent, channel } = rememberingChannel(name);
      expect(await sendDueAlerts(db(), channel), name).toBe(1);
      expect(sent, name).toMatchObject([{ userId, percent: 90 }]);
    }
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
    const reply = {
      begunAt: new Date(nextStart.getTime() - 10_000),
      now: new Date(nextStart.getTime() + 10_000),
    };
    expect(await noticeBudget(db(), userId, reply)).toBe(1);
    expect(await noticeBudget(db(), userId, reply)).toBe(0);
  });

  // 100 % of the old sum was noted against the new one, and so the budget was called used up until the month ended.
  it('is not used up when it is raised while a call is being refused', async () => {
    const userId = await newUser(db());
    await use(db(), userId, '0.7999');
    await setBudget(db(), userId, { sumPico: parseUsd('4'), stop: true });
    expect(await noticeBudget(db(), userId, { isUsedUp: true })).toBe(0);
    await use(db(), userId, '3.9991');
    await noticeBudget(db(), userId, { isUsedUp: true });
    expect(await percentsOf(db(), userId)).toEqual([50, 75, 90, 100]);
  });

  // The month before got a 100 % alert, with a tenth used.
  it('is used up only in the period in which the stop is hit', async () => {
    const userId = await newUser(db());
    await use(db(), userId, '0.78');
    await setBudget(db(), userId, { sumPico: parseUsd('0.80'), stop: true });
    const { end } = billingPeriodOf(new Date());
    await db()
      .insert(balances)
      .values({ userId, periodStart: end, usedPico: parseUsd('0.7991') });
    const minutesIn = new Date(end.getTime() + 10 * 60_000);
    const begunAt = new Date(end.getTime() - 10_000);
    await noticeBudget(db(), userId, { isUsedUp: true, begunAt, now: minutesIn });
    const ended = await db()
      .select()
      .from(budgetAlerts)
      .where(and(eq(budgetAlerts.userId, userId), eq(budgetAlerts.percent, 100)));
    expect(ended.map(({ periodStart }) => periodStart)).toEqual([end]);
  });

  // Four alerts of the month before came at once.
  it('says nothing of the month before when it is set, or a reply begins, in the first hour of a month', async () => {
    const userId = await newUser(db());
    await use(db(), userId, '50');
    const { end } = billingPeriodOf(new Date());
    const minutesIn = new Date(end.getTime() + 20 * 60_000);
    await setBudget(db(), userId, { sumPico: parseUsd('10'), stop: false }, minutesIn);
    await noticeBudget(db(), userId, { begunAt: minutesIn, now: minutesIn });
    expect(await percentsOf(db(), userId)).toEqual([]);
  });

  it('floods nobody with mail, however often its sum is changed', async () => {
    const userId = await newUser(db());
    await db()
      .update(users)
      .set({ email: `${userId}@example.com` })
      .where(eq(users.id, userId));
    for (let cents = 1; cents <= 25; cents++) {
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
    expect(await percentsOf(db(), userId)).toHaveLength(100);
    expect(sent).toHaveLength(20);
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
  const port = await listen(server);
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
