import { describe, expect, it } from 'vitest';
import { costOf } from '../cost';
import { lookUp } from '../price-book';
import type { ListedModel, PriceRow } from '../price-list';
import { ratesFromJson, ratesToJson } from '../rates';
import { usageOf } from '../testing/arbitraries';
import { describeChanges } from './describe-changes';
import { mergeModels } from './merge';
import { NO_START_DATE } from './read-source';

const TODAY = '2026-11-23';

function row(startsOn: string, inputPico: number): PriceRow {
  return { startsOn, inputPico, outputPico: inputPico * 4 };
}

function model(...prices: [PriceRow, ...PriceRow[]]): ListedModel {
  return { model: 'gpt-x', ids: ['gpt-x'], prices };
}

function mergedRows(book: ListedModel, source: ListedModel): [string, number][] {
  const [merged] = mergeModels([book], [source], TODAY);
  return merged && 'prices' in merged ? merged.prices.map((each) => [each.startsOn, each.inputPico]) : [];
}

describe('mergeModels', () => {
  it('adds a change that the source does not date on the day of the update', () => {
    expect(mergedRows(model(row(NO_START_DATE, 100)), model(row(NO_START_DATE, 80)))).toEqual([
      [NO_START_DATE, 100],
      [TODAY, 80],
    ]);
  });

  it('adds a change that the source dates on its date', () => {
    const source = model(row(NO_START_DATE, 100), row('2026-11-10', 80), row('2027-01-01', 60));
    expect(mergedRows(model(row(NO_START_DATE, 100)), source)).toEqual([
      [NO_START_DATE, 100],
      ['2026-11-10', 80],
      ['2027-01-01', 60],
    ]);
  });

  it('keeps a past price that the source has since rewritten', () => {
    const book = model(row(NO_START_DATE, 100), row('2026-07-30', 80));
    const source = model(row(NO_START_DATE, 90), row('2026-07-15', 85), row('2026-07-30', 80));
    expect(mergedRows(book, source)).toEqual([
      [NO_START_DATE, 100],
      ['2026-07-30', 80],
    ]);
  });

  it('drops an announced price that never began', () => {
    const book = model(row(NO_START_DATE, 100), row('2027-01-01', 80));
    expect(mergedRows(book, model(row(NO_START_DATE, 100)))).toEqual([[NO_START_DATE, 100]]);
  });

  it('changes nothing when it runs again', () => {
    const source = [model(row(NO_START_DATE, 80))];
    const once = mergeModels([model(row(NO_START_DATE, 100))], source, TODAY);
    const again = mergeModels(once, source, TODAY);
    expect(again).toEqual(once);
    expect(mergeModels(again, source, '2027-03-01')).toEqual(once);
    expect(describeChanges(once, again)).toEqual([]);
  });

  it('keeps a model that the source no longer lists, and takes one that is new', () => {
    const gone = model(row(NO_START_DATE, 100));
    const added: ListedModel = { ...model(row('2026-11-01', 50)), model: 'gpt-y', ids: ['gpt-y'] };
    expect(mergeModels([gone], [added], TODAY)).toEqual([added, gone]);
  });
});

describe('a price edit', () => {
  const before = [model(row(NO_START_DATE, 100))];
  const after = mergeModels(before, [model(row(NO_START_DATE, 80))], TODAY);
  const usage = usageOf({ uncached: 1_000, output: 50 });

  function rateOn(models: readonly ListedModel[], day: string) {
    const rates = lookUp([{ provider: 'openai', source: 'book', models }], {
      provider: 'openai',
      model: 'gpt-x',
      at: new Date(day),
    });
    if (!rates) throw new Error('gpt-x has no price');
    return rates;
  }

  it('leaves every price of the past as it was', () => {
    for (const day of ['2024-02-29', '2026-07-30', '2026-11-22T23:59:59.999Z']) {
      expect(rateOn(after, day)).toEqual(rateOn(before, day));
    }
    expect(rateOn(after, TODAY).inputPico).toBe(80n);
  });

  it('leaves the cost of a ledger entry as it was, by the rates that it keeps', () => {
    const charged = costOf(usage, rateOn(before, TODAY));
    const ledgerEntry = { ratesJson: JSON.stringify(ratesToJson(rateOn(before, TODAY))) };

    expect(costOf(usage, rateOn(after, TODAY))).not.toBe(charged);
    expect(costOf(usage, ratesFromJson(JSON.parse(ledgerEntry.ratesJson)))).toBe(charged);
  });
});

describe('describeChanges', () => {
  it('says what a reviewer has to look at, a line each', () => {
    const before: ListedModel[] = [
      model(row(NO_START_DATE, 1_000_000)),
      { model: 'gpt-y', ids: ['gpt-y'], unpriced: 'the source lists no token price' },
    ];
    const after: ListedModel[] = [
      { ...model(row(NO_START_DATE, 1_000_000), row(TODAY, 800_000)), ids: ['gpt-x', 'gpt-x-2026-11-20'] },
      { model: 'gpt-y', ids: ['gpt-y'], prices: [row(TODAY, 125_000)] },
      { model: 'gpt-z', ids: ['gpt-z'], unpriced: 'audio and images have prices of their own' },
    ];
    expect(describeChanges(before, after)).toEqual([
      '~ gpt-x: from 2026-11-23 in $0.80 · out $3.20',
      '~ gpt-x: answers to gpt-x, gpt-x-2026-11-20 (was: gpt-x)',
      '~ gpt-y: from 2026-11-23 in $0.125 · out $0.50 (was: unpriced, the source lists no token price)',
      '+ gpt-z: unpriced, audio and images have prices of their own',
    ]);
  });
});
