import { describe, expect, it } from 'vitest';
import { rangeOf } from './ranges';
import { csvHref, shownAt } from './shown-at';
import { parseHref } from './view';

const SHOWN = new Date('2026-11-03T23:59:30.123Z');
const CLICKED = new Date('2026-11-04T00:05:00Z');

describe('the link to a file of what a page shows', () => {
  // After midnight the file was of another day than the page.
  it('is of the page’s range, however late it is clicked', () => {
    const view = parseHref('/billing?range=7d&model=gpt-5');
    const href = csvHref(view, { timeZone: 'Europe/Berlin', now: SHOWN }, '/billing/export/events');
    expect(href).toMatch(/^\/billing\/export\/events\?/);
    expect(shownAt(href, CLICKED)).toEqual(SHOWN);
    const asked = parseHref(href);
    expect(asked).toEqual({ ...view, tz: 'Europe/Berlin' });
    expect(rangeOf(asked, shownAt(href, CLICKED), 'Europe/Berlin')).toEqual(
      rangeOf(view, SHOWN, 'Europe/Berlin'),
    );
  });

  it.each([
    '',
    'at=',
    'at=yesterday',
    'at=2026-02-31T00:00:00.000Z',
    'at=0000-01-01T00:00:00.000Z',
    'at=2026-11-04T00:05:01.000Z',
    'at=9999-12-31T23:59:59.999Z',
    'at=%2B012026-01-01T00:00:00.000Z',
    'at=1',
  ])('is as of now where it says “%s”', (search) => {
    expect(shownAt(`/billing/export/usage?${search}`, CLICKED)).toEqual(CLICKED);
  });
});
