// @vitest-environment happy-dom
import { renderToStaticMarkup } from 'react-dom/server';
import { expect, it, vi } from 'vitest';
import { rangeOf } from '@/lib/billing/ranges';
import type { LedgerParts } from '@/lib/billing/read-page';
import type { Reading } from '@/lib/billing/reading';
import { ledgerWith } from '@/lib/billing/testing/samples';
import { parseHref } from '@/lib/billing/view';
import { reactRoot } from '@/tests/support/react-root';
import { RangePicker } from './range-picker';

const NOW = new Date('2026-11-03T14:30:00Z');

const page = reactRoot();

function picker(search: string, ledger: Reading<LedgerParts> = { ok: false }) {
  const view = parseHref(`/billing?${search}`);
  const range = rangeOf(view, NOW, 'UTC');
  return <RangePicker view={view} range={range} timeZone="UTC" ledger={ledger} />;
}

// A range of more than 400 days was cut without a word.
it('says that there are 400 days at most where more were chosen, and which are shown', () => {
  const html = renderToStaticMarkup(picker('range=custom&from=2000-01-01&to=2026-10-26'));
  expect(html).toContain('400 days at most');
  expect(html).toMatch(/name="from"[^>]*value="2025-09-22"/);
  expect(renderToStaticMarkup(picker('range=custom&from=2025-09-22&to=2026-10-26'))).not.toContain(
    '400 days',
  );
});

// Both fields had the same key there, of which React may drop or double one.
it('shows the first day and the last, also where they are the same', async () => {
  const complaints = vi.spyOn(console, 'error');
  for (const [from, to] of [
    ['2026-10-24', '2026-10-24'],
    ['2026-10-24', '2026-10-26'],
    ['2026-10-26', '2026-10-26'],
  ]) {
    await page.show(picker(`range=custom&from=${from}&to=${to}`));
    const fields = [...document.querySelectorAll<HTMLInputElement>('[type=date]')];
    expect(fields.map(({ value }) => value)).toEqual([from, to]);
  }
  expect(complaints).not.toHaveBeenCalled();
  complaints.mockRestore();
});

// It read “One chat” as soon as a range was chosen in which the chat has no usage, also of one that was deleted.
it.each([
  ['by its title', { ok: true, value: ledgerWith({ chatTitle: 'Tokens' }) }, 'Tokens'],
  ['deleted where it was', { ok: true, value: ledgerWith({ chatTitle: null }) }, 'A deleted chat'],
  ['one chat where its title can’t be read', { ok: false }, 'One chat'],
] as const)('calls the chat that the page is narrowed to %s', (_, ledger, name) => {
  const html = renderToStaticMarkup(picker('range=7d&chat=0199c0de-0000-7000-8000-000000000001', ledger));
  expect(html).toContain(`Only </span>${name}<`);
});
