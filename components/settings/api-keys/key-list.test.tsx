import { renderToStaticMarkup } from 'react-dom/server';
import { expect, it, vi } from 'vitest';
import type { ListedKey } from '@/lib/api-keys/list';
import { type ApiKeyId, newId } from '@/lib/ids';
import { parseUsd, picoUsd } from '@/lib/money';
import { KeyList } from './key-list';

vi.mock('./edit-key', () => ({ EditKey: () => null }));
vi.mock('./replace-key', () => ({ ReplaceKey: () => null }));
vi.mock('./revoke-key', () => ({ RevokeKey: () => null }));

const NOW = new Date('2026-11-27T14:30:00Z');

const KEY: ListedKey = {
  id: newId<ApiKeyId>(),
  name: 'My server',
  masked: 'tt_live_…',
  createdAt: new Date('2026-11-01T08:00:00Z'),
  lastUsedAt: null,
  expiresAt: new Date('2026-12-27T09:15:00Z'),
  usedPico: picoUsd(0n),
  spendLimitPico: null,
  models: null,
  oldSecretUntil: new Date('2026-11-27T15:30:00Z'),
};

// “Last used: never” stood at keys that read /v1/usage every day: only calls of a model are noted.
it('says when a key last called a model', () => {
  const called = { ...KEY, lastUsedAt: new Date('2026-11-26T10:00:00Z') };
  const html = renderToStaticMarkup(<KeyList keys={[called]} models={[]} timeZone="UTC" now={NOW} />);
  expect(html.replaceAll(/<[^>]*>/g, ' ')).toMatch(/Last call\s+26 Nov 2026/);
});

// It said the day in UTC and told nobody, whatever zone was chosen on the billing page.
it('has all its days and times in one zone', () => {
  const called = { ...KEY, lastUsedAt: new Date('2026-11-26T20:00:00Z') };
  const html = renderToStaticMarkup(<KeyList keys={[called]} models={[]} timeZone="Asia/Tokyo" now={NOW} />);
  expect(html.replaceAll(/<[^>]*>/g, ' ')).toMatch(/Last call\s+27 Nov 2026/);
  expect(html).toContain('27 December 2026 at 18:15:00 GMT+9');
  expect(html).toContain('28 November 2026 at 00:30:00 GMT+9');
});

// Of a key that worked for one more hour, only the day was read.
it('says at what time a key, and the one before it, ends', () => {
  const html = renderToStaticMarkup(<KeyList keys={[KEY]} models={[]} timeZone="UTC" now={NOW} />);
  expect(html).toContain('27 November 2026 at 15:30:00 UTC');
  expect(html).toContain('27 December 2026 at 09:15:00 UTC');
  expect(html).toContain('>1 Nov 2026<');
});

// It read “$5.00 of $5.00”.
it('never reads as if all of a key’s limit were used while some is left', () => {
  const key = { ...KEY, usedPico: parseUsd('4.9962'), spendLimitPico: parseUsd('5') };
  expect(renderToStaticMarkup(<KeyList keys={[key]} models={[]} timeZone="UTC" now={NOW} />)).toContain(
    '$4.996 of $5.00',
  );
});
