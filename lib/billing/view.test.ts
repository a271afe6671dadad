import { describe, expect, it } from 'vitest';
import { NO_KEY, parseHref, viewFields, viewFilterOf, viewHref } from './view';

const ID = '0199c0de-0000-7000-8000-000000000001';

describe('a billing view', () => {
  it('is the current period by model and cost when its link says nothing', () => {
    expect(parseHref('/billing')).toMatchObject({
      range: 'period',
      by: 'model',
      metric: 'cost',
      model: null,
    });
  });

  it('comes back whole from its own link', () => {
    const view = parseHref(
      '/billing?range=custom&from=2026-10-01&to=2026-10-07&unit=hour&by=via&metric=tokens&cumulative=true' +
        `&model=gpt-5%20%26%20co&via=api&key=${ID}&chat=${ID}&split=key` +
        '&tz=Europe/Berlin&after=1790000000000_0199c0de-0000-7000-8000-000000000001',
    );
    expect(parseHref(viewHref(view, { after: view.after }))).toEqual(view);
  });

  it('has a link without what is the default', () => {
    expect(viewHref(parseHref('/billing?range=period&by=model&metric=cost&cumulative=false'))).toBe(
      '/billing',
    );
  });

  it.each([
    'range=fortnight',
    'from=yesterday',
    'from=2026-13-40',
    // JavaScript takes it for the 3rd of March.
    'from=2026-02-31',
    'from=0001-01-01',
    'to=0099-12-31',
    'to=1969-12-31',
    // Its end, the next midnight, has a year of five digits in it for some zones.
    'to=9999-12-31',
    'unit=second',
    'via=fax',
    'tz=Mars/Olympus',
    'tz=%2B02:00',
    'after=1_2',
    'after=1_0199c0de-0000-7000-8000-000000000001_',
    'after=1_0199c0de-0000-7000-8000-000000000001_now',
    'after=-1_0199c0de-0000-7000-8000-000000000001',
    'cumulative=perhaps',
    'model=',
    // The page and its files failed: the database takes it for no text.
    'model=gpt-5%00',
    'model=%0A',
    'key=1',
    'chat=none',
    'split=kind',
  ])('takes %s for absent', (bad) => {
    expect(parseHref(`/billing?${bad}`)).toEqual(parseHref('/billing'));
  });

  it.each(['1970-01-01', '2024-02-29', '9998-12-31'])('takes %s for a day', (day) => {
    expect(parseHref(`/billing?from=${day}`).from).toBe(day);
  });

  it('takes the first of a parameter that is given twice', () => {
    expect(parseHref('/billing?range=7d&range=30d').range).toBe('7d');
  });

  it('begins the log anew when anything else changes', () => {
    const deep = parseHref('/billing?after=1790000000000_0199c0de-0000-7000-8000-000000000001');
    expect(viewHref(deep, { range: '7d' })).toBe('/billing?range=7d');
  });

  it('counts tokens when it is stacked by kind, whatever metric was asked for', () => {
    expect(parseHref('/billing?by=kind&metric=cost').metric).toBe('tokens');
    expect(viewHref(parseHref('/billing?metric=requests'), { by: 'kind' })).toBe(
      '/billing?by=kind&metric=tokens',
    );
  });

  it('is narrowed to a name, and no longer', () => {
    expect(viewFilterOf('model', 'gpt-5')).toEqual({ model: 'gpt-5' });
    expect(viewFilterOf('model', '')).toEqual({ model: null });
    expect(viewFilterOf('via', 'api')).toEqual({ via: 'api' });
    expect(viewFilterOf('via', null)).toEqual({ via: null });
    expect(viewFilterOf('via', 'fax')).toEqual({ via: null });
    expect(viewFilterOf('key', NO_KEY)).toEqual({ key: NO_KEY });
    expect(viewFilterOf('chat', ID)).toEqual({ chat: ID });
  });

  it('is carried by the fields of a form', () => {
    expect(
      viewFields(parseHref('/billing?range=custom&from=2026-10-01&to=2026-10-02&via=api'), { from: null }),
    ).toEqual([
      ['range', 'custom'],
      ['to', '2026-10-02'],
      ['via', 'api'],
    ]);
  });
});
