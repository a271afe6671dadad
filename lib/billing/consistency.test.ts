import type { OpenMeter } from '@openmeter/sdk';
import { expect, it } from 'vitest';
import { describeOnDatabases } from '@/tests/support/databases';
import { picoOrNull } from '../db/row-values';
import type { Database } from '../db/types';
import { asId, type GenerationId, type UserId } from '../ids';
import { parseUsd } from '../money';
import { usageOfEntry } from '../pricing/token-usage';
import { type EventPage, type EventQuery, type LoggedEvent, listEvents } from './events/list';
import { eventsCsv } from './export/events-csv';
import { readChart } from './export/read-chart';
import { usageCsv } from './export/usage-csv';
import { readBillingPage } from './read-page';
import { breakdownOf } from './report/breakdown';
import { chartOf } from './report/chart';
import { filterUsage, totalsOf } from './report/totals';
import type { Span } from './span';
import {
  amountsOf,
  barName,
  biggestChats,
  drawnIn,
  isShown,
  isWithin,
  ledgerTotals,
  nameOf,
  newestFirst,
  readValue,
  seriesOf,
  sumByName,
} from './testing/compare';
import {
  deliverAll,
  meterOf,
  newChats,
  newKeys,
  newPerson,
  type SeededEntry,
  seedUsage,
} from './testing/seed';
import { filterOf, parseHref, type View } from './view';

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

/** Days in which clocks change: an hour comes twice, or never. Lord Howe's bars are off by half an hour after its change. */
const CHANGES = [
  { timeZone: 'Europe/Berlin', from: '2026-10-24', to: '2026-10-26' },
  { timeZone: 'America/New_York', from: '2026-10-31', to: '2026-11-02' },
  { timeZone: 'Pacific/Chatham', from: '2026-09-26', to: '2026-09-28' },
];

describeOnDatabases('a billing page', (db) => {
  it('never disagrees with itself: cards, chart, breakdown, log and CSV are the ledger, to the pico-dollar', async () => {
    const meter = meterOf(db());
    const userId = await newPerson(db());
    // More than the breakdown lists.
    const chatIds = await newChats(
      db(),
      userId,
      Array.from({ length: 12 }, (_, number) => `Chat ${number}`),
    );
    const keyIds = await newKeys(db(), userId, ['Laptop', 'Server']);
    const entries = await seedUsage(db(), { ...SEEDED, userId, count: 10_000, chatIds, keyIds });
    const stranger = await newPerson(db());
    await seedUsage(db(), { ...SEEDED, userId: stranger, count: 50, seed: 2 });
    await deliverAll(db(), meter.client);

    const views = [
      '?range=30d&split=chat',
      '?range=90d&unit=month&by=via&metric=tokens&split=chat',
      '?range=7d&unit=hour&model=gpt-5&cumulative=true&split=via',
      '?range=24h&via=api&metric=requests&split=key',
      '?range=period&by=kind',
      '?range=last-period&model=llama-of-my-own',
      '?range=30d&by=key&split=key&metric=requests',
      `?range=30d&by=key&key=${keyIds[0]}`,
      '?range=90d&key=none&by=kind&split=via',
      `?range=90d&chat=${chatIds[1]}&by=model&metric=tokens&split=chat`,
      `?range=30d&chat=${chatIds[2]}&by=kind&via=chat`,
    ].map((search) => parseHref(search));

    const compareAll = async (view: View, timeZone: string) =>
      compareWithLedger({ db: db(), openMeter: meter.client, userId, entries, view, timeZone });
    for (const [index, timeZone] of ZONES.entries()) {
      // Every view in UTC, and each other zone with one of them.
      const some = views.filter((_, place) => index === 0 || place === index % views.length);
      for (const view of some) await compareAll(view, timeZone);
    }
    for (const { timeZone, from, to } of CHANGES)
      await compareAll(parseHref(`?range=custom&from=${from}&to=${to}&unit=hour`), timeZone);
  }, 180_000);
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
  const { metric } = view;
  const sources = { getDb: async () => db, openMeter };
  const page = readBillingPage(sources, { userId, view, timeZone, now: NOW });
  const usage = await readValue(page.usage);
  const { figures, chats, events } = await readValue(page.ledger);
  const shown = entries.filter((entry) => isWithin(page.range, entry) && isShown(view, entry));
  const ledger = ledgerTotals(shown);
  const amounts = amountsOf(ledger);

  const totals = totalsOf(filterUsage(usage, view), figures);
  expect({ ...totals, costPico: totals.costPico ?? 0n }, where).toMatchObject(ledger);

  const time = { timeZone, now: NOW };
  const chart = chartOf(usage, { ...view, cumulative: false }, page.range, time);
  const barOf = (at: Date) => barName(at, page.range.unit, timeZone);
  const booked = shown.flatMap((entry) => {
    const bar = barOf(entry.occurredAt);
    return seriesOf(entry, view).map(([name, amount]) => ({ bar, name, amount }));
  });
  const ofSeries = sumByName(booked, ({ name, amount }) => [name, amount]);
  expect(
    sumByName(chart.series, ({ name, total }) => [name, total ?? 0n]),
    where,
  ).toEqual(ofSeries);
  expect(
    sumByName(chart.buckets, ({ start, total }) => [barOf(start), total ?? 0n]),
    where,
  ).toEqual(sumByName(booked, ({ bar, amount }) => [bar, amount]));
  const inBars = sumByName(booked, ({ bar, name, amount }) => [`${bar} ${name}`, amount]);
  const drawn = chart.buckets.flatMap((bucket) =>
    drawnIn(chart, bucket).map(([name, amount]) => [`${barOf(bucket.start)} ${name}`, amount] as const),
  );
  expect(
    sumByName(drawn, (part) => part),
    where,
  ).toEqual(inBars);
  const cumulative = chartOf(usage, { ...view, cumulative: true }, page.range, time);
  const lastBegun = cumulative.buckets.findLast(({ start }) => start <= NOW);
  expect(lastBegun?.total ?? 0n, where).toBe(amounts[metric]);
  expect(
    sumByName(drawnIn(cumulative, lastBegun), (part) => part),
    where,
  ).toEqual(ofSeries);
  const file = await readChart(sources, { userId, view: { ...view, cumulative: false }, ...time });
  const cells = (await lines(usageCsv(file.chart))).slice(1).map((line) => line.split(','));
  const toAmount = metric === 'cost' ? parseUsd : BigInt;
  expect(
    sumByName(cells, ([from = '', name, amount]) => [
      `${barOf(new Date(from))} ${name}`,
      toAmount(amount || '0'),
    ]),
    where,
  ).toEqual(inBars);

  const { split } = view;
  // It is not narrowed by what it lists.
  const listed = entries.filter(
    (entry) => isWithin(page.range, entry) && isShown({ ...view, [split]: null }, entry),
  );
  if (split === 'chat') {
    expect(chats?.whole, where).toBe(amountsOf(ledgerTotals(listed))[metric]);
    expect(
      chats?.chats.map(({ id, amount }) => ({ id, amount })),
      where,
    ).toEqual(biggestChats(listed, metric, view.chat));
  } else {
    expect(
      sumByName(breakdownOf(usage, split, view, metric), ({ name, amount }) => [name, amount ?? 0n]),
      where,
    ).toEqual(sumByName(listed, (entry) => [nameOf(entry, split), amountsOf(ledgerTotals([entry]))[metric]]));
    expect(chats, where).toBeNull();
  }

  const { from, to } = page.range;
  const query = { ...filterOf(view), userId, from, to };
  const log = (await allEvents(db, query, events)).map(asLogged);
  expect(log, where).toEqual(newestFirst(shown).map(asBooked));

  const [names, ...rows] = (await lines(eventsCsv(db, query))).map((line) => line.split(','));
  const column = (name: string) => rows.map((cells) => cells[names?.indexOf(name) ?? -1] ?? '');
  const sumOf = (name: string) => column(name).reduce((total, cell) => total + Number(cell), 0);
  expect(column('id'), where).toEqual(log.map(({ id }) => id));
  expect(sumOf('prompt_tokens'), where).toBe(ledger.promptTokens);
  expect(sumOf('cached_tokens'), where).toBe(ledger.cachedTokens);
  expect(sumOf('completion_tokens'), where).toBe(ledger.completionTokens);
  expect(sumOf('reasoning_tokens'), where).toBe(ledger.reasoningTokens);
  const costs = column('cost_usd').filter((cost) => cost !== '');
  expect(sum(costs.map(parseUsd)), where).toBe(ledger.costPico);
}

/** The log to its end, from the page on that stands in the billing page. */
async function allEvents(
  db: Database,
  query: Omit<EventQuery, 'after' | 'limit'>,
  first: EventPage,
): Promise<LoggedEvent[]> {
  const all = [...first.events];
  for (let after = first.next; after !== null; ) {
    const page = await listEvents(db, { ...query, after, limit: 1_000 });
    all.push(...page.events);
    after = page.next;
  }
  return all;
}

/** What an event of the log is held against the ledger by. */
function asLogged({ generationId, usage, costPico }: LoggedEvent) {
  return { id: generationId, usage, costPico };
}

function asBooked(entry: SeededEntry): ReturnType<typeof asLogged> {
  const costPico = picoOrNull(entry.costPico);
  return { id: asId<GenerationId>(entry.generationId), usage: usageOfEntry(entry), costPico };
}

function sum(amounts: readonly (bigint | null | undefined)[]): bigint {
  return amounts.reduce<bigint>((total, amount) => total + (amount ?? 0n), 0n);
}

async function lines(csv: AsyncIterable<string>): Promise<string[]> {
  let text = '';
  for await (const piece of csv) text += piece;
  return text.trimEnd().split('\r\n');
}
