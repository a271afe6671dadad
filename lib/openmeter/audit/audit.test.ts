import type { OpenMeter } from '@openmeter/sdk';
import { eq, type SQL, sql } from 'drizzle-orm';
import { beforeEach, expect, it } from 'vitest';
import { ledgerEntries, outbox } from '@/lib/db/schema';
import { asId, type UserId } from '@/lib/ids';
import { picoUsd, usdDecimal } from '@/lib/money';
import { describeOnDatabases } from '@/tests/support/databases';
import { newUser, settleGeneration } from '@/tests/support/metering';
import { deliverDue } from '../deliver-due';
import { audit } from './audit';
import { dayRange } from './days';
import { faultyMeter } from './testing/faulty-meter';

const days = dayRange({ from: '2026-11-01', to: '2026-11-05' }, new Date());
const [DAY, NEXT_DAY] = ['2026-11-03', '2026-11-04'];

describeOnDatabases('the audit', (db) => {
  let userId: UserId;

  beforeEach(async () => {
    await db().delete(outbox);
    await db().delete(ledgerEntries);
    userId = await newUser(db());
  });

  const use = (usage: { output: number; reasoning?: number; cacheRead?: number }, at = `${DAY}T12:00:00Z`) =>
    settleGeneration(db(), userId, {
      occurredAt: new Date(at),
      usage: { uncached: 100, cacheRead: 0, cacheWrite: 0, reasoning: 0, ...usage },
    });

  const run = (meter: OpenMeter, only?: UserId) =>
    audit(db(), meter, { ...days, ...(only && { userId: only }) });

  async function changeEvent(generationId: string, field: string, by: number) {
    const path = `{data,${field}}`;
    await db()
      .update(outbox)
      .set({
        event: sql`jsonb_set(event, ${path}::text[], to_jsonb((event #>> ${path}::text[])::int + ${by}::int))`,
      })
      .where(eq(outbox.generationId, generationId));
  }

  it('finds nothing where the books agree, to the pico-dollar', async () => {
    const { client } = faultyMeter(db());
    for (let i = 0; i < 40; i++) {
      userId = i % 10 === 0 ? await newUser(db()) : userId;
      await use(
        { output: 7 * i + 1, reasoning: i, cacheRead: 3 * i },
        `2026-11-0${1 + (i % 5)}T${i % 2 ? '00:00:00.000' : '23:59:59.999'}Z`,
      );
    }
    await deliverDue(db(), client);
    const report = await run(client);
    expect(report.differences).toEqual([]);
    expect(report.onTheirWay.list()).toEqual([]);
    expect(report.ledger.sum()).toMatchObject({ requests: 40n, reasoningTokens: 780n, cachedTokens: 2_340n });
  });

  it.each<[string, Record<string, SQL>, string[]]>([
    ['prompt token', { uncachedTokens: sql`uncached_tokens + 1` }, ['promptTokens', 'totalTokens']],
    ['completion token', { outputTokens: sql`output_tokens + 1` }, ['completionTokens', 'totalTokens']],
    ['reasoning token', { reasoningTokens: sql`reasoning_tokens + 1` }, ['reasoningTokens']],
    [
      'cached token',
      { cacheReadTokens: sql`cache_read_tokens + 1` },
      ['promptTokens', 'cachedTokens', 'totalTokens'],
    ],
    ['pico-dollar', { costPico: sql`cost_pico + 1` }, ['costPico']],
  ])('finds one %s too many in the ledger', async (_, change, figures) => {
    const { client } = faultyMeter(db());
    const { generationId } = await use({ output: 5 });
    await use({ output: 6 });
    await deliverDue(db(), client);
    await db().update(ledgerEntries).set(change).where(eq(ledgerEntries.generationId, generationId));
    const { differences } = await run(client);
    expect(differences.map(({ figure }) => figure)).toEqual(figures);
    for (const { day, who, books, amounts } of differences) {
      expect({ day, who, books }).toEqual({ day: DAY, who: userId, books: ['ledger', 'outbox'] });
      expect(amounts[0] - amounts[1]).toBe(1n);
    }
  });

  it('finds one token too many in the outbox, against the ledger and against the meter', async () => {
    const { client } = faultyMeter(db());
    const { generationId } = await use({ output: 5 });
    await deliverDue(db(), client);
    await changeEvent(generationId, 'completion_tokens', 1);
    const found = { day: DAY, who: userId, figure: 'completionTokens' };
    expect((await run(client)).differences).toEqual([
      { ...found, books: ['ledger', 'outbox'], amounts: [5n, 6n] },
      { ...found, books: ['outbox', 'meter'], amounts: [6n, 5n] },
    ]);
  });

  it('finds an entry of the ledger without an event', async () => {
    const { client } = faultyMeter(db());
    const { generationId } = await use({ output: 5 });
    await db().delete(outbox).where(eq(outbox.generationId, generationId));
    const { differences } = await run(client);
    expect(differences).toContainEqual({
      day: DAY,
      who: userId,
      figure: 'requests',
      books: ['ledger', 'outbox'],
      amounts: [1n, 0n],
    });
  });

  it.each(['prompt', 'completion', 'cached', 'reasoning', 'total'] as const)(
    'finds one %s token too few in the meter',
    async (kind) => {
      const { client, mishap } = faultyMeter(db());
      const usage = { output: 50, reasoning: 10, cacheRead: 10 };
      await use(usage);
      const odd = await use(usage, `${NEXT_DAY}T01:00:00Z`);
      const field = `${kind}_tokens` as const;
      mishap.keeps = (event) => {
        if (!event.id.endsWith(odd.generationId)) return event;
        return { ...event, data: { ...event.data, [field]: event.data[field] - 1 } };
      };
      await deliverDue(db(), client);
      const { differences } = await run(client);
      expect(differences).toMatchObject([{ day: NEXT_DAY, who: userId, figure: `${kind}Tokens` }]);
      const [sent = 0n, found = 0n] = differences[0]?.amounts ?? [];
      expect(sent - found).toBe(1n);
    },
  );

  it('finds one pico-dollar too many in the meter', async () => {
    const { client, mishap } = faultyMeter(db());
    const { costPico } = await use({ output: 5_000 });
    const sent = picoUsd((costPico ?? 0n) + 1n);
    mishap.keeps = (event) => ({ ...event, data: { ...event.data, cost_usd: usdDecimal(sent) } });
    await deliverDue(db(), client);
    expect((await run(client)).differences).toMatchObject([
      { figure: 'costPico', books: ['outbox', 'meter'], amounts: [costPico, sent] },
    ]);
  });

  it('says of pending events that they are on their way', async () => {
    const { client } = faultyMeter(db());
    await use({ output: 5 });
    await deliverDue(db(), client);
    await use({ output: 7 });
    const { differences, onTheirWay } = await run(client);
    expect(differences).toEqual([]);
    expect(onTheirWay.list()).toMatchObject([
      { day: DAY, who: userId, figures: { requests: 1n, completionTokens: 7n } },
    ]);
  });

  it('takes an event for on its way when the meter has it and its answer was lost', async () => {
    const { client, mishap } = faultyMeter(db());
    mishap.answers = () => new Response(null, { status: 503 });
    await use({ output: 5 });
    await deliverDue(db(), client);
    expect((await run(client)).onTheirWay.sum().requests).toBe(1n);
    expect((await run(client)).differences).toEqual([]);
  });

  it('finds one token too many also while another event waits', async () => {
    const { client, mishap } = faultyMeter(db());
    mishap.keeps = (event) => ({
      ...event,
      data: { ...event.data, total_tokens: event.data.total_tokens + 1 },
    });
    await use({ output: 5 });
    await deliverDue(db(), client);
    await use({ output: 7 });
    expect((await run(client)).differences).toMatchObject([
      { figure: 'totalTokens', books: ['outbox', 'meter'], amounts: [105n, 106n] },
    ]);
  });

  it('keeps apart what OpenMeter refused', async () => {
    const { client } = faultyMeter(db());
    const { generationId } = await use({ output: 5 });
    await use({ output: 6 });
    const parked = { state: 'parked', lastError: 'the subject is unknown' } as const;
    await db().update(outbox).set(parked).where(eq(outbox.generationId, generationId));
    await deliverDue(db(), client);
    const report = await run(client);
    expect(report.differences).toEqual([]);
    expect(report.parked.sum()).toMatchObject({ requests: 1n, completionTokens: 5n });
  });

  it('is not confused by people who chat meanwhile', async () => {
    const { client, mishap } = faultyMeter(db());
    await use({ output: 5 });
    await deliverDue(db(), client);
    mishap.beforeQuery = async () => {
      await use({ output: 7 });
      await deliverDue(db(), client);
    };
    expect((await run(client)).differences).toEqual([]);
  });

  it('finds usage in the meter that nobody sent', async () => {
    const { client } = faultyMeter(db());
    await client.events.ingest({
      id: 'stray',
      type: 'openai',
      subject: 'nobody',
      time: new Date(`${DAY}T10:00:00Z`),
      data: { total_tokens: 3, prompt_tokens: 3, model: 'm' },
    });
    expect((await run(client)).differences).toMatchObject([
      { who: 'nobody', figure: 'requests', amounts: [0n, 1n] },
      { who: 'nobody', figure: 'promptTokens', amounts: [0n, 3n] },
      { who: 'nobody', figure: 'totalTokens', amounts: [0n, 3n] },
    ]);
  });

  it.each(['2026-13-01T00:00:00Z', '0000-00-00T00:00:00', '2026-11-03T10:00:00Z'])(
    'keeps the name of a stranger that looks like a time: %s',
    async (subject) => {
      const { client } = faultyMeter(db());
      await client.events.ingest({ type: 'openai', subject, time: new Date(`${DAY}T10:00:00Z`) });
      expect((await run(client)).differences).toMatchObject([
        { day: DAY, who: subject, figure: 'requests', amounts: [0n, 1n] },
      ]);
    },
  );

  it('looks at one user alone when asked to, and at no other days', async () => {
    const { client, mishap } = faultyMeter(db());
    mishap.keeps = () => undefined;
    await use({ output: 5 });
    const other = await newUser(db());
    await use({ output: 5 }, '2026-10-31T23:59:59Z');
    await deliverDue(db(), client);
    expect((await run(client, other)).differences).toEqual([]);
    const { differences, ledger } = await run(client, asId<UserId>(userId));
    expect(differences).toHaveLength(5);
    expect(ledger.list()).toMatchObject([{ day: DAY, who: userId, figures: { requests: 1n } }]);
  });
});
