import { describe, expect, it } from 'vitest';
import { parseApiQuery } from './query';

const parseOf = (answer: 'chart' | 'events') => (search: string) =>
  parseApiQuery(`http://localhost/v1/usage?${search}`, answer);
const parse = parseOf('events');
const AFTER = 'after=1790812800000_0193a000-0000-7000-8000-000000000000';

describe('a request for usage', () => {
  it('asks for the current period as JSON when it says nothing', () => {
    expect(parse('')).toMatchObject({
      format: 'json',
      limit: 100,
      timeZone: 'UTC',
      view: { range: 'period' },
    });
  });

  it('takes the parameters of the billing page', () => {
    const { view, timeZone, format } = parse(
      'range=custom&from=2026-10-01&to=2026-10-07&by=key&metric=tokens&model=gpt-5&via=api&key=none&tz=Asia/Kathmandu&format=csv',
    );
    expect(view).toMatchObject({ range: 'custom', by: 'key', metric: 'tokens', model: 'gpt-5', key: 'none' });
    expect({ timeZone, format }).toEqual({ timeZone: 'Asia/Kathmandu', format: 'csv' });
  });

  it('may say what it would get without saying it', () => {
    expect(parse('by=kind&metric=tokens&cumulative=false&unit=day').view).toEqual(
      parse('by=kind&unit=day').view,
    );
    expect(parse('by=kind').view.metric).toBe('tokens');
    expect(parse('range=7d&unit=hour&cumulative=true').view).toMatchObject({
      unit: 'hour',
      cumulative: true,
    });
  });

  it.each([
    ['range=fortnight', 'range'],
    ['metric=euros', 'metric'],
    ['modle=gpt-5', 'modle'],
    ['format=xml', 'format'],
    ['limit=0', 'limit'],
    ['limit=1001', 'limit'],
    ['limit=1e2', 'limit'],
    ['range=custom&from=2026-10-01', 'range'],
    ['from=2026-10-01&to=2026-10-02', 'range'],
    // Of these, the answer was of another range.
    ['from=2026-10-01', 'range'],
    ['range=30d&to=2026-10-02', 'range'],
    ['tz=Mars/Olympus', 'tz'],
    ['range=custom&from=2026-02-31&to=2026-03-01', 'from'],
    ['range=custom&from=2026-01-01&to=9999-12-31', 'to'],
    // It was cut to the last 400 days without a word.
    ['range=custom&from=2025-09-21&to=2026-10-26', 'range'],
    // These were answered as if they had not been asked for.
    ['cumulative=yes', 'cumulative'],
    ['cumulative=1', 'cumulative'],
    ['model=', 'model'],
    // The database takes it for no text.
    ['model=gpt-5%00', 'model'],
    ['via=', 'via'],
    ['key=', 'key'],
    ['chat=', 'chat'],
    ['by=kind&metric=cost', 'metric'],
    ['unit=hour&range=30d', 'unit'],
    ['unit=month', 'unit'],
    // Of two, the first was answered for.
    ['model=gpt-5&model=gpt-5-mini', 'model'],
    ['range=7d&model=gpt-5&range=7d', 'range'],
    ['format=csv&format=json', 'format'],
    ['limit=5&limit=50', 'limit'],
  ])('is told that %s is a mistake', (search, param) => {
    expect(() => parse(search)).toThrow(expect.objectContaining({ status: 400, param }));
  });

  it('gets a page of events in JSON', () => {
    expect(parse(`limit=1000&${AFTER}`)).toMatchObject({ limit: 1_000, view: { after: expect.anything() } });
  });

  // Each page was everything, so that who added them up had the sum several times.
  it.each([
    ['chart', 'limit=5', 'limit'],
    ['chart', AFTER, 'after'],
    ['events', 'format=csv&limit=5', 'limit'],
    ['events', `${AFTER}&format=csv`, 'after'],
  ] as const)('is told that what has no pages has none: of the %s, %s', (answer, search, param) => {
    expect(() => parseOf(answer)(search)).toThrow(expect.objectContaining({ status: 400, param }));
  });
});
