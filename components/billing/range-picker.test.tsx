import { renderToStaticMarkup } from 'react-dom/server';
import { expect, it } from 'vitest';
import { rangeOf } from '@/lib/billing/ranges';
import { parseHref } from '@/lib/billing/view';
import { RangePicker } from './range-picker';

const NOW = new Date('2026-11-03T14:30:00Z');

function picker(search: string) {
  const view = parseHref(`/billing?${search}`);
  const range = rangeOf(view, NOW, 'UTC');
  return renderToStaticMarkup(
    <RangePicker view={view} range={range} timeZone="UTC" ledger={{ ok: false }} />,
  );
}

// A range of more than 400 days was cut without a word.
it('says that there are 400 days at most where more were chosen, and which are shown', () => {
  const html = picker('range=custom&from=2000-01-01&to=2026-10-26');
  expect(html).toContain('400 days at most');
  expect(html).toMatch(/name="from"[^>]*value="2025-09-22"/);
  expect(picker('range=custom&from=2025-09-22&to=2026-10-26')).not.toContain('400 days');
});
