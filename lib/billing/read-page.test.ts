import { OpenMeter } from '@openmeter/sdk';
import { expect, it, vi } from 'vitest';
import type { Database } from '@/lib/db/types';
import type { UserId } from '@/lib/ids';
import { parseUsd } from '@/lib/money';
import { describeOnDatabases } from '@/tests/support/databases';
import { eventsCsv } from './export/events-csv';
import { usageCsv } from './export/usage-csv';
import type { Span } from './ranges';
import { readBillingPage } from './read-page';
import { breakdownOf } from './report/breakdown';
import { chartOf } from './report/chart';
import { filterUsage, totalsOf } from './report/totals';
import { deliverAll, meterOf, newPerson, type SeededEntry, seedUsage } from './testing/seed';
import { parseHref, type View } from './view';

/** Berlin's clocks went back on the 25th of October, New York's on the 1st of November. */
const NOW = new Date('2026-11-03T14:30:00Z');
const SEEDED: Span = { from: new Date('2026-09-20T00:00:00Z'), to: NOW };
const ZONES = [
  'UTC',
  'Europe/Berlin',
  'America/New_York',
  'America/Sao_Paulo',
  'America/St_Johns',
  'Asia/Kolkata',
  'Asia/Kathmandu',
  'Australia/Lord_Howe',
  'Pacific/Kiritimati',
  'Pacific/Chatham',
];

describeOnDatabases('a billing page', (db, kind) => {
  it('never disagrees with itself: cards, chart, breakdown, log and CSV are the ledger, to the pico-dollar', async () => {
    const meter = meterOf(db());
    const userId = await newPerson(db());
    const entries = await seedUsage(db(), { ...SEEDED, userId, count: kind === 'postgres' ? 10_000 : 3_000 });
    const stranger = await newPerson(db());
    await seedUsage(db(), { ...SEEDED, userId: stranger, count: 50, seed: 2 });
    await deliverAll(db(), meter.client);

    const views = [
      '?range=30d',
      '?range=90d&unit=month&by=via&metric=tokens',
      '?range=7d&unit=hour&model=gpt-5&cumulative=true',
      '?range=24h&via=api&metric=requests',
      '?range=period&by=kind',
      '?range=last-period&model=llama-of-my-own',
      '?range=custom&from=2026-10-24&to=2026-10-26&unit=hour',
    ].map((search) => parseHref(search));

    for (const [index, timeZone] of ZONES.entries()) {
      // Every view in UTC, and every other zone with two of them.
      const some =
        index === 0
          ? views
          : views.filter((_, place) => place === index % 7 || place === (index * 3 + 1) % 7);
      for (const view of some) {
        await compareWithLedger({ db: db(), openMeter: meter.client, userId, entries, view, timeZone });
      }
    }
  });

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
    expect(await value(page.comparison)).toEqual({
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
    expect(await value(waiting.account)).toMatchObject({
      pendingEvents: 4,
      pendingSince: oldest,
      hasUsage: true,
    });
    expect(await value(waiting.usage)).toEqual([]);

    await deliverAll(db(), meter.client);
    const arrived = readBillingPage(sources, query);
    expect(await value(arrived.account)).toMatchObject({ pendingEvents: 0, pendingSince: null });
    expect(totalsOf(await value(arrived.usage)).requests).toBe(4);
  });

  it('shows the account as the ledger has it, and nothing for a person who never used anything', async () => {
    const sources = { getDb: async () => db(), openMeter: meterOf(db()).client };
    const view = parseHref('');
    const userId = await newPerson(db());
    const empty = readBillingPage(sources, { userId, view, timeZone: 'UTC', now: NOW });
    expect(await value(empty.account)).toEqual({
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
    expect(await value(page.account)).toMatchObject({
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
    expect((await value(page.events)).events).toHaveLength(3);
    expect((await value(page.account)).pendingEvents).toBe(3);
  });
});

interface Comparing {
  db: Database;
  openMeter: OpenMeter;
  userId: UserId;
  entries: readonly SeededEntry[];
  view: View;
  timeZone: string;
}

/** Every figure of a view against the entries that belong to it. */
async function compareWithLedger({
  db,
  openMeter,
  userId,
  entries,
  view,
  timeZone,
}: Comparing): Promise<void> {
  const where = `${timeZone} ${JSON.stringify(view)}`;
  const { model, via, metric } = view;
  const page = readBillingPage({ getDb: async () => db, openMeter }, { userId, view, timeZone, now: NOW });
  const usage = await value(page.usage);
  const shown = entries.filter(
    (entry) =>
      isWithin(page.range, entry) &&
      (model ?? entry.model) === entry.model &&
      (via ?? entry.via) === entry.via,
  );
  const ledger = ledgerTotals(shown);
  const amounts = {
    cost: ledger.costPico,
    tokens: BigInt(ledger.totalTokens),
    requests: BigInt(ledger.requests),
  };

  const totals = totalsOf(filterUsage(usage, view));
  expect({ ...totals, costPico: totals.costPico ?? 0n }, where).toMatchObject(ledger);

  const chart = chartOf(usage, { ...view, cumulative: false }, page.range, timeZone);
  expect(sum(chart.series.map(({ total }) => total)), where).toBe(amounts[metric]);
  expect(sum(chart.buckets.map(({ total }) => total)), where).toBe(amounts[metric]);
  const cumulative = chartOf(usage, { ...view, cumulative: true }, page.range, timeZone);
  expect(cumulative.buckets.at(-1)?.total ?? 0n, where).toBe(amounts[metric]);
  const cells = (await lines(usageCsv(chart))).slice(1).map((line) => line.split(',').at(-1) ?? '');
  const numbers = cells.filter((cell) => cell !== '');
  expect(sum(numbers.map(metric === 'cost' ? parseUsd : BigInt)), where).toBe(amounts[metric]);

  const items = breakdownOf(usage, view, metric).byModel.filter(({ selected }) => model === null || selected);
  expect(sum(items.map(({ amount }) => amount)), where).toBe(amounts[metric]);

  const { from, to } = page.range;
  const csv = (await lines(eventsCsv(db, { userId, from, to, model, via })))
    .slice(1)
    .map((line) => line.split(','));
  expect(csv, where).toHaveLength(shown.length);
  const costs = csv.map((cells) => cells[10] ?? '').filter((cost) => cost !== '');
  expect(sum(costs.map(parseUsd)), where).toBe(ledger.costPico);
}

function sum(amounts: readonly (bigint | null)[]): bigint {
  return amounts.reduce<bigint>((total, amount) => total + (amount ?? 0n), 0n);
}

async function value<T>(reading: Promise<{ ok: true; value: T } | { ok: false }>): Promise<T> {
  const read = await reading;
  if (!read.ok) throw new Error('It could not be read.');
  return read.value;
}

function isWithin({ from, to }: Span, { occurredAt }: SeededEntry): boolean {
  return from <= occurredAt && occurredAt < to;
}

function ledgerTotals(entries: readonly SeededEntry[]) {
  const sum = (of: (entry: SeededEntry) => number) => entries.reduce((total, entry) => total + of(entry), 0);
  const promptTokens = sum((entry) => entry.uncachedTokens + entry.cacheReadTokens + entry.cacheWriteTokens);
  const completionTokens = sum((entry) => entry.outputTokens);
  return {
    requests: entries.length,
    promptTokens,
    cachedTokens: sum((entry) => entry.cacheReadTokens),
    completionTokens,
    reasoningTokens: sum((entry) => entry.reasoningTokens),
    totalTokens: promptTokens + completionTokens,
    costPico: entries.reduce((total, { costPico }) => total + (costPico ?? 0n), 0n),
  };
}

async function lines(csv: AsyncIterable<string>): Promise<string[]> {
  let text = '';
  for await (const piece of csv) text += piece;
  return text.trimEnd().split('\r\n');
}
