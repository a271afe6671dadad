import { OpenMeter } from '@openmeter/sdk';
import { expect, it, vi } from 'vitest';
import { describeOnDatabases } from '@/tests/support/databases';
import type { Span } from './ranges';
import { readBillingPage } from './read-page';
import { totalsOf } from './report/totals';
import { isWithin, ledgerTotals, readValue } from './testing/compare';
import { deliverAll, meterOf, newPerson, seedUsage } from './testing/seed';
import { parseHref } from './view';

const NOW = new Date('2026-11-03T14:30:00Z');
const SEEDED: Span = { from: new Date('2026-09-20T00:00:00Z'), to: NOW };
describeOnDatabases('a billing page', (db) => {
  it('holds a period against the same stretch of the one before', async () => {
    const userId = await newPerson(db());
    const entries = await seedUsage(db(), { ...SEEDED, userId, count: 500, seed: 3 });
    const sources = { getDb: async () => db(), openMeter: meterOf(db()).client };
    const view = parseHref('?range=period');
    const page = readBillingPage(sources, { userId, view, timeZone: 'UTC', now: NOW });

    const before = { from: new Date('2026-10-01T00:00:00Z'), to: new Date('2026-10-03T14:30:00Z') };
    const {
      requests,
      totalTokens: tokens,
      costPico,
    } = ledgerTotals(entries.filter((entry) => isWithin(before, entry)));
    expect(requests).toBeGreaterThan(0);
    expect(await readValue(page.comparison)).toEqual({
      previous: { requests, tokens, costPico },
      unpricedRequests: entries.filter((entry) => isWithin(page.range, entry) && entry.costPico === null)
        .length,
    });
  });

  it('asks six queries of OpenMeter and three of the database, whatever the view', async () => {
    const userId = await newPerson(db());
    await seedUsage(db(), { ...SEEDED, userId, count: 300, seed: 4 });
    const views = ['', '?range=90d&by=kind', '?range=24h&model=gpt-5&via=chat', '?range=7d&unit=hour'];

    for (const view of views) {
      let queries = 0;
      const openMeter = new OpenMeter({
        baseUrl: 'http://empty.openmeter',
        fetch: async () => {
          queries += 1;
          return Response.json({ data: [] });
        },
      });
      const statements = vi.spyOn(db()._.session, 'prepareQuery');
      const sources = { getDb: async () => db(), openMeter };
      const page = readBillingPage(sources, { userId, view: parseHref(view), timeZone: 'UTC', now: NOW });
      await Promise.all([page.account, page.comparison, page.events, page.usage]);
      expect({ view, queries, statements: statements.mock.calls.length }).toEqual({
        view,
        queries: 6,
        statements: 3,
      });
      statements.mockRestore();
    }
  });

  it('says how many events are on their way, and since when', async () => {
    const userId = await newPerson(db());
    const entries = await seedUsage(db(), { ...SEEDED, userId, count: 4, seed: 5 });
    const meter = meterOf(db());
    const sources = { getDb: async () => db(), openMeter: meter.client };
    const query = { userId, view: parseHref('?range=90d'), timeZone: 'UTC', now: NOW };

    const oldest = new Date(Math.min(...entries.map(({ occurredAt }) => occurredAt.getTime())));
    const waiting = readBillingPage(sources, query);
    expect(await readValue(waiting.account)).toMatchObject({
      pendingEvents: 4,
      pendingSince: oldest,
      hasUsage: true,
    });
    expect(await readValue(waiting.usage)).toEqual([]);

    await deliverAll(db(), meter.client);
    const arrived = readBillingPage(sources, query);
    expect(await readValue(arrived.account)).toMatchObject({ pendingEvents: 0, pendingSince: null });
    expect(totalsOf(await readValue(arrived.usage)).requests).toBe(4);
  });

  it('shows the account as the ledger has it, and nothing for a person who never used anything', async () => {
    const sources = { getDb: async () => db(), openMeter: meterOf(db()).client };
    const view = parseHref('');
    const userId = await newPerson(db());
    const empty = readBillingPage(sources, { userId, view, timeZone: 'UTC', now: NOW });
    expect(await readValue(empty.account)).toEqual({
      usedPico: 0n,
      heldPico: 0n,
      hasUsage: false,
      pendingEvents: 0,
      pendingSince: null,
    });

    const entries = await seedUsage(db(), { ...SEEDED, userId, count: 200, seed: 6 });
    const page = readBillingPage(sources, { userId, view, timeZone: 'UTC', now: NOW });
    const ofPeriod = entries.filter((entry) =>
      isWithin({ from: page.period.start, to: page.period.end }, entry),
    );
    expect(await readValue(page.account)).toMatchObject({
      usedPico: ledgerTotals(ofPeriod).costPico,
      hasUsage: true,
    });
  });

  it('renders the ledger’s parts while OpenMeter is away', async () => {
    const userId = await newPerson(db());
    await seedUsage(db(), { ...SEEDED, userId, count: 3, seed: 7 });
    const away = meterOf(db()).client;
    away.meters.query = async () => {
      throw new TypeError('fetch failed');
    };
    const sources = { getDb: async () => db(), openMeter: away };
    const page = readBillingPage(sources, {
      userId,
      view: parseHref('?range=90d'),
      timeZone: 'UTC',
      now: NOW,
    });
    expect(await page.usage).toEqual({ ok: false });
    expect((await readValue(page.events)).events).toHaveLength(3);
    expect((await readValue(page.account)).pendingEvents).toBe(3);
  });
});
