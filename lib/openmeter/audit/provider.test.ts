import { beforeEach, describe, expect, it } from 'vitest';
import { describeOnDatabases } from '@/tests/support/databases';
import { newUser, settleGeneration } from '@/tests/support/metering';
import { ledgerEntries } from '../../db/schema';
import { dayRange } from './days';
import { compareProvider } from './provider';
import { parseProviderCsv } from './provider-csv';

const november = dayRange({ from: '2026-11-01', to: '2026-11-30' }, new Date());

describe('a provider’s usage export', () => {
  it('may have our names for the columns, in any order', () => {
    const csv = 'Model,Date,Requests,Output tokens,Input tokens\ngpt-5,2026-11-03,2,7,200\n';
    expect(parseProviderCsv(csv).list()).toMatchObject([
      {
        day: '2026-11-03',
        who: 'gpt-5',
        figures: { requests: 2n, promptTokens: 200n, completionTokens: 7n },
      },
    ]);
  });

  it('may be OpenAI’s, with many lines a day and empty stretches between', () => {
    const csv = [
      'start_time,end_time,start_time_iso,end_time_iso,project_id,num_model_requests,model,input_tokens,output_tokens,input_cached_tokens',
      '1793664000,1793664060,2026-11-03T00:00:00+00:00,2026-11-03T00:01:00+00:00,proj_1,3.0,gpt-5-mini,100,10,50',
      '1793664060,1793664120,2026-11-03T00:01:00+00:00,2026-11-03T00:02:00+00:00,,,,,,',
      '1793664120,1793664180,2026-11-03T00:02:00+00:00,2026-11-03T00:03:00+00:00,proj_2,1.0,gpt-5-mini,30,4,',
    ].join('\n');
    expect(parseProviderCsv(csv).list()).toMatchObject([
      {
        day: '2026-11-03',
        who: 'gpt-5-mini',
        figures: { requests: 4n, promptTokens: 130n, completionTokens: 14n },
      },
    ]);
  });

  it.each([
    ['2026-11-03', '2026-11-03'],
    ['2026-11-03T23:59:59Z', '2026-11-03'],
    ['1793664000', '2026-11-03'],
  ])('has %s for a day', (date, day) => {
    expect(
      parseProviderCsv(`start_time,model,input_tokens,output_tokens,requests\n${date},m,1,1,1`).list(),
    ).toMatchObject([{ day }]);
  });

  it.each([
    ['date,model,input_tokens,requests\n', 'no column for the output tokens. Name it "output_tokens" or'],
    ['', 'no column for the date'],
    ['date,model,input_tokens,output_tokens,requests\n2026-11-03,m,1,1,1\nsoon,m,1,1,1', 'Line 3: "soon"'],
    [
      'date,model,input_tokens,output_tokens,requests\n2026-11-03,m,1.5,1,1',
      'Line 2: "1.5" is not a whole number',
    ],
  ])('that is not right says what isn’t: %j', (csv, message) => {
    expect(() => parseProviderCsv(csv)).toThrow(message);
  });
});

describeOnDatabases('comparing the ledger with a provider', (db) => {
  const header = 'date,model,input_tokens,output_tokens,requests';

  beforeEach(async () => {
    await db().delete(ledgerEntries);
    const userId = await newUser(db());
    const book = (at: string, output: number) =>
      settleGeneration(db(), userId, {
        occurredAt: new Date(at),
        responseModel: 'gpt-5-mini-2025-08-07',
        usage: { uncached: 60, cacheRead: 40, cacheWrite: 0, output, reasoning: 0 },
      });
    await book('2026-11-03T00:00:00Z', 10);
    await book('2026-11-03T23:59:59Z', 20);
    await book('2026-11-05T12:00:00Z', 30);
    // Outside what is exported.
    await book('2026-11-06T12:00:00Z', 40);
    await db().update(ledgerEntries).set({ provider: 'openai' });
    await settleGeneration(db(), userId, { occurredAt: new Date('2026-11-03T12:00:00Z') });
  });

  const compare = (...lines: string[]) =>
    compareProvider(db(), parseProviderCsv([header, ...lines].join('\n')), november);

  const [third, fifth] = ['2026-11-03,gpt-5-mini-2025-08-07', '2026-11-05,gpt-5-mini-2025-08-07'];

  it('finds nothing where they agree', async () => {
    expect(await compare(`${third},200,30,2`, `${fifth},100,30,1`)).toEqual([]);
  });

  it('finds one token that differs', async () => {
    const who = 'gpt-5-mini-2025-08-07';
    const books = ['ledger', 'provider'];
    expect(await compare(`${third},200,31,2`, `${fifth},99,30,1`)).toEqual([
      { day: '2026-11-03', who, figure: 'completionTokens', books, amounts: [30n, 31n] },
      { day: '2026-11-05', who, figure: 'promptTokens', books, amounts: [100n, 99n] },
    ]);
  });

  it('finds a model, or a day, that only one of them has', async () => {
    const differences = await compare(`${third},200,30,2`, '2026-11-05,gpt-5,7,1,1');
    expect(differences.map(({ who, figure, amounts }) => [who, figure, ...amounts])).toEqual([
      ['gpt-5', 'requests', 0n, 1n],
      ['gpt-5', 'promptTokens', 0n, 7n],
      ['gpt-5', 'completionTokens', 0n, 1n],
      ['gpt-5-mini-2025-08-07', 'requests', 1n, 0n],
      ['gpt-5-mini-2025-08-07', 'promptTokens', 100n, 0n],
      ['gpt-5-mini-2025-08-07', 'completionTokens', 30n, 0n],
    ]);
  });

  it('leaves out the days that are not audited, or not exported', async () => {
    expect(await compare('2026-10-31,gpt-5,7,1,1', `${third},200,30,2`)).toEqual([]);
    expect(await compare('2026-12-01,gpt-5,7,1,1')).toEqual([]);
    expect(await compare()).toEqual([]);
  });
});
