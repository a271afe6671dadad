import { eq } from 'drizzle-orm';
import { beforeEach, describe, expect, it } from 'vitest';
import { ledgerEntries } from '@/lib/db/schema';
import { describeOnDatabases } from '@/tests/support/databases';
import { newUser, settleGeneration } from '@/tests/support/metering';
import { dayRange } from './days';
import { compareProvider } from './provider';
import { mergeUsage, parseProviderCsv } from './provider-csv';

const november = dayRange({ from: '2026-11-01', to: '2026-11-30' }, new Date());

describe('a provider’s usage export', () => {
  it('may have our names for the columns, in any order', () => {
    const csv = 'Model,Date,Requests,Output tokens,Input tokens\ngpt-5,2026-11-03,2,7,200\n';
    expect(parseProviderCsv(csv).totals.list()).toMatchObject([
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
    expect(parseProviderCsv(csv).totals.list()).toMatchObject([
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
    ['2026-11-03T23:59:59.999-02:00', '2026-11-04'],
    ['1793664000', '2026-11-03'],
  ])('has %s for a day', (date, day) => {
    expect(
      parseProviderCsv(`start_time,model,input_tokens,output_tokens,requests\n${date},m,1,1,1`).totals.list(),
    ).toMatchObject([{ day }]);
  });

  it.each([
    ['date,model,output_tokens,requests\n', 'no column for the input tokens. Name it "input_tokens" or'],
    ['', 'no column for the date'],
    ['date,model,input_tokens,output_tokens,requests\n2026-11-03,m,1,1,1\nsoon,m,1,1,1', 'Line 3: "soon"'],
    [
      'date,model,input_tokens,output_tokens,requests\n2026-11-03,m,1.5,1,1',
      'Line 2: "1.5" is not a whole number',
    ],
    // An empty line and one within a cell were not counted.
    [
      'date,model,input_tokens,requests,note\n\n2026-11-03,m,1,1,"two\nlines"\n2026-11-04,m,many,1,',
      'Line 5: "many" is not a whole number',
    ],
    ['date,model,input_tokens,requests\nsoon,,,', 'Line 2: "soon" is not a date'],
  ])('that is not right says what isn’t: %j', (csv, message) => {
    expect(() => parseProviderCsv(csv)).toThrow(message);
  });

  // JavaScript takes the first for the eleventh of March, and the others for an hour of the machine's own zone.
  it.each([
    '03.11.2026',
    '11/03/2026',
    '2026-11-03 12:00:00',
    '2026-11-03T12:00:00',
    '2026-02-30',
    '2026-02-30T00:00:00Z',
  ])('does not have %s for a day', (date) => {
    const csv = `date,model,input_tokens,requests\n${date},m,1,1`;
    expect(() => parseProviderCsv(csv)).toThrow(`Line 2: "${date}" is not a date like 2026-11-30.`);
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

  const report = (...lines: string[]) =>
    compareProvider(db(), parseProviderCsv([header, ...lines].join('\n')), november);
  const compare = async (...lines: string[]) => (await report(...lines)).differences;

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

  it('leaves out the days that are not audited, or not exported, and says which it compared', async () => {
    const { differences, compared } = await report('2026-10-31,gpt-5,7,1,1', `${third},200,30,2`);
    expect(differences).toEqual([]);
    expect(compared).toEqual({
      from: new Date('2026-11-01T00:00:00Z'),
      to: new Date('2026-11-04T00:00:00Z'),
    });
  });

  // The first and the last day were left out, and it said that they agree.
  it('finds what the provider counted nothing of, also on the first and the last day', async () => {
    const { differences, compared } = await report('2026-11-02,,,,', `${third},200,30,2`, '2026-11-05,,,,');
    expect(compared).toEqual({
      from: new Date('2026-11-02T00:00:00Z'),
      to: new Date('2026-11-06T00:00:00Z'),
    });
    expect(differences).toMatchObject([
      { day: '2026-11-05', figure: 'requests', amounts: [1n, 0n] },
      { day: '2026-11-05', figure: 'promptTokens', amounts: [100n, 0n] },
      { day: '2026-11-05', figure: 'completionTokens', amounts: [30n, 0n] },
    ]);
    expect(await compare('2026-11-05,,,,')).toHaveLength(3);
  });

  it('passes over a row that has nothing in it', async () => {
    expect(await compare(`${third},200,30,2`, ',,,,', `${fifth},100,30,1`)).toEqual([]);
  });

  // It said that they agree.
  it('says when there is nothing to compare', async () => {
    await expect(report('2026-12-01,gpt-5,7,1,1', '2026-12-03,gpt-5,7,1,1')).rejects.toThrow(
      'The file has 2026-12-01 to 2026-12-03, and 2026-11-01 to 2026-11-30 is audited: give --from and --to.',
    );
    await expect(report()).rejects.toThrow('The file has no usage, so there is nothing to compare.');
  });

  // OpenAI exports embeddings apart, without a column for output: each of them was a difference.
  it('adds up exports of completions and of embeddings', async () => {
    const model = 'text-embedding-3-small';
    await settleGeneration(db(), await newUser(db()), {
      occurredAt: new Date('2026-11-03T12:00:00Z'),
      responseModel: model,
      usage: { uncached: 8, cacheRead: 0, cacheWrite: 0, output: 0, reasoning: 0 },
    });
    await db().update(ledgerEntries).set({ provider: 'openai' }).where(eq(ledgerEntries.model, model));
    const completions = parseProviderCsv(`${header}\n${third},200,30,2\n${fifth},100,30,1`);
    const embeddings = parseProviderCsv(
      `start_time_iso,num_model_requests,model,input_tokens\n2026-11-03T00:00:00+00:00,1.0,${model},8`,
    );
    const usage = mergeUsage([completions, embeddings]);
    expect((await compareProvider(db(), usage, november)).differences).toEqual([]);
    expect((await compareProvider(db(), completions, november)).differences).toHaveLength(2);
  });
});
