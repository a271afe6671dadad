import { describe, expect, it } from 'vitest';
import { handWrittenLists } from './hand-written-price';
import { lookUp, PRICE_BOOK, priceFor } from './price-book';
import { formatPerMillion } from './rates';

const at = new Date('2026-11-23T12:00:00Z');

/** "input / output" in dollars per million tokens, or "unpriced". */
function priceOf(query: { provider: string; model: string; askedFor?: string; at?: Date }): string {
  const rates = priceFor({ at, ...query });
  return rates ? `${formatPerMillion(rates.inputPico)} / ${formatPerMillion(rates.outputPico)}` : 'unpriced';
}

describe('priceFor', () => {
  it.each([
    ['an alias', 'openai', 'gpt-5-mini', '$0.25 / $2.00'],
    ['its dated version', 'openai', 'gpt-5-mini-2025-08-07', '$0.25 / $2.00'],
    ['any case', 'openai', 'GPT-5-Mini', '$0.25 / $2.00'],
    ['a version with a price of its own', 'openai', 'gpt-4o-2024-05-13', '$5.00 / $15.00'],
    ['the current versions beside it', 'openai', 'gpt-4o-2024-11-20', '$2.50 / $10.00'],
    ['a version known by pattern', 'openai', 'gpt-6-luna-2026-09-22', '$0.10 / $0.50'],
    ['a fine-tuned model that the source lists', 'openai', 'ft:gpt-4o-2024-08-06:acme::x1', '$3.75 / $15.00'],
    ['a fine-tuned model that it does not', 'openai', 'ft:gpt-4.1-2025-04-14:acme::x1', 'unpriced'],
    ['an embedding', 'openai', 'text-embedding-3-small', '$0.02 / $0.00'],
    ['a model charged by the hour', 'openai', 'whisper-1', 'unpriced'],
    ['a model with audio tokens', 'openai', 'gpt-4o-audio-preview-2025-06-03', 'unpriced'],
    ['a model with a fee for each search', 'openai', 'gpt-4o-mini-search-preview', 'unpriced'],
    ['a model that is not known', 'openai', 'gpt-17', 'unpriced'],
    ['an id that only begins like a known one', 'openai', 'gpt-5-minimal', 'unpriced'],
    ['the demo', 'demo', 'tokentally-demo', '$0.25 / $2.00'],
    ['the version of the demo', 'demo', 'tokentally-demo-2026-11-01', '$0.25 / $2.00'],
    ['the small demo', 'demo', 'tokentally-demo-mini-2026-11-01', '$0.05 / $0.40'],
    ['the demo of embeddings', 'demo', 'tokentally-demo-embedding', '$0.02 / $0.00'],
    ["OpenAI's model from another server", 'compatible', 'gpt-5-mini', 'unpriced'],
    ['a local model', 'compatible', 'llama3.3:70b', 'unpriced'],
  ])('knows %s: %s %s is %s', (_, provider, model, price) => {
    expect(priceOf({ provider, model })).toBe(price);
  });

  it.each([
    ['2025-06-09T23:59:59Z', '$10.00 / $40.00'],
    ['2025-06-10T00:00:00Z', '$2.00 / $8.00'],
    ['2026-11-23T12:00:00Z', '$2.00 / $8.00'],
  ])('has the price of o3 on %s: %s', (instant, price) => {
    expect(priceOf({ provider: 'openai', model: 'o3', at: new Date(instant) })).toBe(price);
  });

  it('takes the earliest price for a time before it', () => {
    expect(priceOf({ provider: 'demo', model: 'tokentally-demo', at: new Date('2020-01-01') })).toBe(
      '$0.25 / $2.00',
    );
  });

  it('takes the price of the model asked for when the version that answered is not known', () => {
    const model = 'gpt-5.5-turbo-2031-01-01';
    expect(priceOf({ provider: 'openai', model })).toBe('unpriced');
    expect(priceOf({ provider: 'openai', model, askedFor: 'gpt-5.5' })).toBe('$5.00 / $30.00');
  });

  // It was unpriced: whoever asked for a version that the book does not know paid nothing, whatever the alias costs.
  it('takes the price of the alias when a version is asked for that the book does not know', () => {
    const model = 'gpt-5.5-2031-01-01';
    expect(priceOf({ provider: 'openai', model })).toBe('$5.00 / $30.00');
    expect(priceOf({ provider: 'openai', model: 'gpt-5.5-pro-x', askedFor: model })).toBe('$5.00 / $30.00');
  });

  it('takes the price of the version that answered when it is known', () => {
    expect(priceOf({ provider: 'openai', model: 'gpt-4o-2024-05-13', askedFor: 'gpt-4o' })).toBe(
      '$5.00 / $15.00',
    );
  });

  it('says where a price comes from and since when it holds', () => {
    expect(priceFor({ provider: 'openai', model: 'o3', at })).toMatchObject({
      startsOn: '2025-06-10',
      source: expect.stringMatching(/^@pydantic\/genai-prices \d+\.\d+\.\d+$/),
    });
    expect(priceFor({ provider: 'demo', model: 'tokentally-demo', at })).toMatchObject({
      source: 'demo price',
    });
  });

  // Of almost every model the book knows no first day, so that nothing dated its price.
  it('says of which day the book is that a price comes from; what is written by hand has none', () => {
    const known = priceFor({ provider: 'openai', model: 'gpt-5', at });
    expect(known).toMatchObject({ startsOn: '1970-01-01', listedOn: PRICE_BOOK.madeOn });
    expect(priceFor({ provider: 'demo', model: 'tokentally-demo', at })).not.toHaveProperty('listedOn');
  });
});

describe('lookUp', () => {
  const book = handWrittenLists(
    [
      {
        provider: 'openai',
        model: 'gpt-5.5',
        alsoKnownAs: ['gpt-5.5-2026-04-23'],
        prices: [{ startsOn: '2026-04-23', input: '5', output: '30' }],
      },
    ],
    'the book',
  );
  const own = handWrittenLists(
    [
      {
        provider: 'openai',
        model: 'gpt-5.5',
        prices: [{ startsOn: '2026-06-01', input: '4', output: '24' }],
      },
    ],
    'our discount',
  );

  it.each([
    ['gpt-5.5', undefined],
    ['gpt-5.5-2026-04-23', 'gpt-5.5'],
    // The book knows this version, and its price went before our own for the alias.
    ['gpt-5.5-2026-04-23', 'gpt-5.5-2026-04-23'],
    ['gpt-5.5-2031-01-01', undefined],
  ])('takes the first list that knows %s, asked for as %s', (model, askedFor) => {
    const rates = lookUp([...own, ...book], { provider: 'openai', model, askedFor, at });
    expect(rates).toMatchObject({ source: 'our discount', outputPico: 24_000_000n });
  });

  // A discount written in advance was charged from the deploy on.
  it('takes the price of a later list until a price of the first begins', () => {
    const query = { provider: 'openai', model: 'gpt-5.5' };
    const before = { ...query, at: new Date('2026-05-31T23:59:59Z') };
    expect(lookUp([...own, ...book], before)).toMatchObject({ source: 'the book' });
    expect(lookUp([...own, ...book], { ...query, at: new Date('2026-06-01') })).toMatchObject({
      source: 'our discount',
    });
    expect(lookUp(own, before)).toMatchObject({ source: 'our discount' });
    const unpriced = {
      provider: 'openai',
      source: 'the book',
      models: [{ model: 'x', ids: ['gpt-5.5'], unpriced: 'audio' }],
    };
    expect(lookUp([...own, unpriced], before)).toBeUndefined();
  });

  it('finds nothing in the list of another provider', () => {
    expect(lookUp(book, { provider: 'compatible', model: 'gpt-5.5', at })).toBeUndefined();
  });
});
