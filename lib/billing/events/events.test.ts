import { eq } from 'drizzle-orm';
import { expect, it } from 'vitest';
import { ledgerEntries } from '@/lib/db/schema';
import { NotFoundError } from '@/lib/errors';
import { asId, type GenerationId, newId } from '@/lib/ids';
import { sumUsd } from '@/lib/money';
import { PRICE_BOOK } from '@/lib/pricing/price-book';
import { ratesFromJson, ratesToJson } from '@/lib/pricing/rates';
import { describeOnDatabases } from '@/tests/support/databases';
import type { Span } from '../span';
import { deliverAll, meterOf, newPerson, seedUsage } from '../testing/seed';
import { NO_FILTER } from '../view';
import type { EventCursor } from './cursor';
import { listEvents } from './list';
import { readReceipt } from './receipt';

const NOVEMBER: Span = { from: new Date('2026-11-01T00:00:00Z'), to: new Date('2026-11-03T00:00:00Z') };
const EVERYTHING = { ...NOVEMBER, ...NO_FILTER };

describeOnDatabases('the event log', (db) => {
  it('goes through all events once, the newest first, also where many happened at the same time', async () => {
    const userId = await newPerson(db());
    // Within three milliseconds, so that the time alone is no order.
    const crowd = { from: NOVEMBER.from, to: new Date(NOVEMBER.from.getTime() + 3) };
    const entries = await seedUsage(db(), { ...crowd, userId, count: 40 });

    const seen: string[] = [];
    let after: EventCursor | null = null;
    do {
      const page = await listEvents(db(), { ...EVERYTHING, userId, after, limit: 7 });
      seen.push(...page.events.map(({ generationId }) => generationId));
      after = page.next;
    } while (after !== null);

    const expected = entries
      .toSorted(
        (a, b) =>
          b.occurredAt.getTime() - a.occurredAt.getTime() || (b.generationId < a.generationId ? -1 : 1),
      )
      .map(({ generationId }) => generationId);
    expect(seen).toEqual(expected);
  });

  it('says that there is nothing after the last page, even when that is full', async () => {
    const userId = await newPerson(db());
    await seedUsage(db(), { ...NOVEMBER, userId, count: 5 });
    const page = await listEvents(db(), { ...EVERYTHING, userId, after: null, limit: 5 });
    expect(page.events).toHaveLength(5);
    expect(page.next).toBeNull();
  });

  it('shows nothing newer than the range, whatever the cursor says', async () => {
    const userId = await newPerson(db());
    await seedUsage(db(), { ...NOVEMBER, userId, count: 20 });
    const query = { ...EVERYTHING, userId, to: new Date('2026-11-02T00:00:00Z'), limit: 100 };
    const { events } = await listEvents(db(), { ...query, after: null });
    const later = { occurredAt: NOVEMBER.to, generationId: newId<GenerationId>() };
    expect(await listEvents(db(), { ...query, after: later })).toEqual({ events, next: null });
    expect(events.length).toBeGreaterThan(0);
    expect(events.length).toBeLessThan(20);
  });

  it('shows only what the filter leaves', async () => {
    const userId = await newPerson(db());
    const entries = await seedUsage(db(), { ...NOVEMBER, userId, count: 60 });
    const query = { ...EVERYTHING, userId, model: 'gpt-5', via: 'api' as const, after: null, limit: 100 };
    const { events } = await listEvents(db(), query);
    expect(events).toHaveLength(
      entries.filter(({ model, via }) => model === 'gpt-5' && via === 'api').length,
    );
    expect(events.length).toBeGreaterThan(0);
  });
});

describeOnDatabases('a receipt', (db) => {
  it('adds up to the cost that was charged, to the pico-dollar', async () => {
    const userId = await newPerson(db());
    const models = ['o3', 'gpt-6-sol', 'llama-of-my-own'];
    const entries = await seedUsage(db(), { ...NOVEMBER, userId, count: 60, seed: 9, models });
    const kinds = new Set<string>();
    for (const { generationId, costPico } of entries) {
      const { price, ...receipt } = await readReceipt(db(), userId, asId<GenerationId>(generationId));
      expect(receipt.costPico).toBe(costPico);
      expect(price && sumUsd(price.lines.map((line) => line.costPico))).toBe(costPico);
      for (const { kind } of price?.lines ?? [])
        kinds.add(price?.longPromptAbove ? `${kind} of a long prompt` : kind);
      if (price === null) kinds.add('unpriced');
    }
    // None of them was left out.
    expect(kinds).toEqual(
      new Set([
        'unpriced',
        ...['input', 'cached', 'cache-write', 'output'].flatMap((kind) => [kind, `${kind} of a long prompt`]),
      ]),
    );
  });

  it('says of which day the list is that it was charged by', async () => {
    const userId = await newPerson(db());
    const [entry] = await seedUsage(db(), { ...NOVEMBER, userId, count: 1, models: ['gpt-5'] });
    const id = asId<GenerationId>(entry?.generationId ?? '');
    expect((await readReceipt(db(), userId, id)).price?.listedOn).toBe(PRICE_BOOK.madeOn);
    // As an entry was before the day was kept.
    const { listedOn: _, ...rates } = ratesToJson(ratesFromJson(entry?.rates));
    await db().update(ledgerEntries).set({ rates }).where(eq(ledgerEntries.generationId, id));
    expect((await readReceipt(db(), userId, id)).price).toMatchObject({
      startsOn: '1970-01-01',
      listedOn: undefined,
    });
  });

  it('says when the event reached the meter', async () => {
    const userId = await newPerson(db());
    const [entry] = await seedUsage(db(), { ...NOVEMBER, userId, count: 1, seed: 10 });
    const id = asId<GenerationId>(entry?.generationId ?? '');
    expect((await readReceipt(db(), userId, id)).delivery).toEqual({ state: 'pending', deliveredAt: null });
    await deliverAll(db(), meterOf(db()).client);
    expect((await readReceipt(db(), userId, id)).delivery).toEqual({
      state: 'delivered',
      deliveredAt: expect.any(Date),
    });
  });

  it('of somebody else does not exist', async () => {
    const [owner, stranger] = [await newPerson(db()), await newPerson(db())];
    const [entry] = await seedUsage(db(), { ...NOVEMBER, userId: owner, count: 1, seed: 11 });
    const id = asId<GenerationId>(entry?.generationId ?? '');
    await expect(readReceipt(db(), stranger, id)).rejects.toThrow(NotFoundError);
    await expect(readReceipt(db(), owner, newId<GenerationId>())).rejects.toThrow(NotFoundError);
  });
});
