import { OpenMeter } from '@openmeter/sdk';
import { eq } from 'drizzle-orm';
import { expect, it } from 'vitest';
import { describeOnDatabases } from '@/tests/support/databases';
import { chats as chatTable, outbox } from '../db/schema';
import type { UserId } from '../ids';
import { readBillingPage } from './read-page';
import { totalsOf } from './report/totals';
import type { Span } from './span';
import { isWithin, ledgerTotals, readValue } from './testing/compare';
import { deliverAll, meterOf, newChats, newPerson, seedUsage } from './testing/seed';
import { parseHref } from './view';

const NOW = new Date('2026-11-03T14:30:00Z');
const SEEDED: Span = { from: new Date('2026-09-20T00:00:00Z'), to: NOW };
describeOnDatabases('a billing page', (db) => {
  it('holds a period against the same stretch of the one before', async () => {
    const userId = await newPerson(db());
    const entries = await seedUsage(db(), { ...SEEDED, userId, count: 500, seed: 3 });
    const meter = meterOf(db());
    await deliverAll(db(), meter.client);
    const sources = { getDb: async () => db(), openMeter: meter.client };
    const view = parseHref('?range=period');
    const page = readBillingPage(sources, { userId, view, timeZone: 'UTC', now: NOW });

    const before = { from: new Date('2026-10-01T00:00:00Z'), to: new Date('2026-10-03T14:30:00Z') };
    const usageOf = (span: Span) => {
      const { requests, totalTokens, costPico } = ledgerTotals(
        entries.filter((entry) => isWithin(span, entry)),
      );
      return { requests, tokens: totalTokens, costPico };
    };
    expect(usageOf(before).requests).toBeGreaterThan(0);
    const { figures } = await readValue(page.ledger);
    expect(figures).toMatchObject({
      current: usageOf(page.range),
      previous: usageOf(before),
      unpricedRequests: entries.filter((entry) => isWithin(page.range, entry) && entry.costPico === null)
        .length,
    });
  });

  it('says how many events are on their way, and since when', async () => {
    const userId = await newPerson(db());
    const entries = await seedUsage(db(), { ...SEEDED, userId, count: 4, seed: 5 });
    const meter = meterOf(db());
    const sources = { getDb: async () => db(), openMeter: meter.client };
    const query = { userId, view: parseHref('?range=90d&split=chat'), timeZone: 'UTC', now: NOW };

    const oldest = new Date(Math.min(...entries.map(({ occurredAt }) => occurredAt.getTime())));
    const waiting = readBillingPage(sources, query);
    const { account, figures, chats } = await readValue(waiting.ledger);
    expect(account).toMatchObject({ pendingEvents: 4, incompleteSince: oldest, hasUsage: true });
    expect(await readValue(waiting.usage)).toEqual([]);
    // The ledger knows more, but does not contradict the chart beside it.
    expect(figures).toMatchObject({ requests: 0, reasoningTokens: 0, unpricedRequests: 0 });
    // The stretch before knows more, too: it is held against this.
    expect(figures.current.requests).toBe(4);
    expect(chats).toEqual({ whole: null, chats: [] });

    await deliverAll(db(), meter.client);
    const arrived = readBillingPage(sources, query);
    const after = await readValue(arrived.ledger);
    expect(after.account).toMatchObject({ pendingEvents: 0, incompleteSince: null });
    expect(totalsOf(await readValue(arrived.usage), after.figures).requests).toBe(4);
  });

  it('says how many events the meter refused', async () => {
    const userId = await newPerson(db());
    await seedUsage(db(), { ...SEEDED, userId, count: 3, seed: 8 });
    await db().update(outbox).set({ state: 'parked' }).where(eq(outbox.userId, userId));
    const sources = { getDb: async () => db(), openMeter: meterOf(db()).client };
    const page = readBillingPage(sources, { userId, view: parseHref(''), timeZone: 'UTC', now: NOW });
    expect((await readValue(page.ledger)).account).toMatchObject({ pendingEvents: 0, parkedEvents: 3 });
  });

  it('answers for a single chat from the ledger, and asks the meter nothing', async () => {
    const userId = await newPerson(db());
    const chatIds = await newChats(db(), userId, ['One', 'Another']);
    const entries = await seedUsage(db(), { ...SEEDED, userId, count: 60, seed: 9, chatIds });
    const meter = meterOf(db());
    await deliverAll(db(), meter.client);
    const sources = { getDb: async () => db(), openMeter: meter.client };
    const view = parseHref(`?range=90d&chat=${chatIds[0]}`);
    const page = readBillingPage(sources, { userId, view, timeZone: 'UTC', now: NOW });
    const usage = await readValue(page.usage);
    expect(meter.queries).toBe(0);
    expect(totalsOf(usage, null).requests).toBe(
      entries.filter((entry) => entry.chatId === chatIds[0]).length,
    );
    const stranger = readBillingPage(sources, {
      userId: await newPerson(db()),
      view,
      timeZone: 'UTC',
      now: NOW,
    });
    expect(await readValue(stranger.usage)).toEqual([]);
  });

  // Its title came with its usage, and a range without any had none.
  it('knows the title of the chosen chat also where it has no usage, but for a deleted one and a stranger’s', async () => {
    const userId = await newPerson(db());
    const [chatId, deletedId] = await newChats(db(), userId, ['Kept', 'Thrown away']);
    await db()
      .update(chatTable)
      .set({ deletedAt: NOW })
      .where(eq(chatTable.id, String(deletedId)));
    const sources = { getDb: async () => db(), openMeter: meterOf(db()).client };
    const titleFor = async (reader: UserId, search: string) => {
      const query = { userId: reader, view: parseHref(search), timeZone: 'UTC', now: NOW };
      return (await readValue(readBillingPage(sources, query).ledger)).chatTitle;
    };
    expect(await titleFor(userId, `?range=24h&chat=${chatId}`)).toBe('Kept');
    expect(await titleFor(userId, `?range=24h&chat=${deletedId}`)).toBeNull();
    expect(await titleFor(userId, '?range=24h')).toBeNull();
    expect(await titleFor(await newPerson(db()), `?range=24h&chat=${chatId}`)).toBeNull();
  });

  it('shows the account as the ledger has it, and nothing for a person who never used anything', async () => {
    const sources = { getDb: async () => db(), openMeter: meterOf(db()).client };
    const view = parseHref('');
    const userId = await newPerson(db());
    const empty = readBillingPage(sources, { userId, view, timeZone: 'UTC', now: NOW });
    expect(await readValue(empty.ledger)).toMatchObject({
      account: {
        usedPico: 0n,
        heldPico: 0n,
        lastPeriodPico: 0n,
        hasUsage: false,
        pendingEvents: 0,
        parkedEvents: 0,
        incompleteSince: null,
      },
      budget: null,
      events: { events: [], next: null },
    });

    const entries = await seedUsage(db(), { ...SEEDED, userId, count: 200, seed: 6 });
    const page = readBillingPage(sources, { userId, view, timeZone: 'UTC', now: NOW });
    const ofPeriod = entries.filter((entry) =>
      isWithin({ from: page.period.start, to: page.period.end }, entry),
    );
    const october = { from: new Date('2026-10-01T00:00:00Z'), to: page.period.start };
    expect((await readValue(page.ledger)).account).toMatchObject({
      usedPico: ledgerTotals(ofPeriod).costPico,
      lastPeriodPico: ledgerTotals(entries.filter((entry) => isWithin(october, entry))).costPico,
      hasUsage: true,
    });
  });

  it('renders the ledger’s parts while OpenMeter is away', async () => {
    const userId = await newPerson(db());
    await seedUsage(db(), { ...SEEDED, userId, count: 3, seed: 7 });
    const away = new OpenMeter({
      baseUrl: 'http://away.openmeter',
      fetch: async () => {
        throw new TypeError('fetch failed');
      },
    });
    const sources = { getDb: async () => db(), openMeter: away };
    const page = readBillingPage(sources, {
      userId,
      view: parseHref('?range=90d'),
      timeZone: 'UTC',
      now: NOW,
    });
    expect(await page.usage).toEqual({ ok: false });
    const { events, account } = await readValue(page.ledger);
    expect(events.events).toHaveLength(3);
    expect(account.pendingEvents).toBe(3);
  });
});
