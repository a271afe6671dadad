import { beforeEach, describe, expect, it, vi } from 'vitest';
import { apiBaseUrl } from './api/base-url';
import { siteAddress } from './site-address';

const settings = vi.hoisted((): { AUTH_URL?: string } => ({}));
vi.mock('./env', () => ({ env: settings }));

beforeEach(() => {
  settings.AUTH_URL = undefined;
});

describe('the address of the site', () => {
  const proxied = { host: '10.0.0.7:3000', 'x-forwarded-host': 'chat.example.com' };

  it.each<[string, Record<string, string>, string]>([
    ['the host that was asked', { host: 'localhost:3000' }, 'http://localhost:3000'],
    [
      'what a proxy before it was asked',
      { ...proxied, 'x-forwarded-proto': 'https' },
      'https://chat.example.com',
    ],
    [
      'what the first of several proxies was asked',
      { ...proxied, 'x-forwarded-host': 'a.example, b.example', 'x-forwarded-proto': 'https,http' },
      'https://a.example',
    ],
    ['the proxy’s host where it does not say how', proxied, 'http://chat.example.com'],
    ['also where it says nothing', { ...proxied, 'x-forwarded-proto': '' }, 'http://chat.example.com'],
    ['that of a fresh clone where nobody says', {}, 'http://localhost:3000'],
  ])('is %s', (_, headers, address) => {
    expect(siteAddress(new Headers(headers))).toBe(address);
  });

  it('is AUTH_URL where that is set, whatever the headers say', () => {
    settings.AUTH_URL = 'https://set.example.com';
    expect(siteAddress(new Headers({ ...proxied, 'x-forwarded-proto': 'http' }))).toBe(
      'https://set.example.com',
    );
  });
});

it('the API begins at /v1 of it', () => {
  expect(apiBaseUrl(new Headers({ host: 'localhost:3000' }))).toBe('http://localhost:3000/v1');
});
