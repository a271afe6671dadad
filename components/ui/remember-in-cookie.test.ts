// @vitest-environment happy-dom
import { beforeEach, expect, it, vi } from 'vitest';
import { rememberInCookie } from './remember-in-cookie';

const set = vi.fn();

beforeEach(() => vi.stubGlobal('cookieStore', { set }));

// Over plain http the theme and the last model were forgotten with the page.
it('remembers where the browser has no `cookieStore`, as over plain http', async () => {
  Reflect.deleteProperty(globalThis, 'cookieStore');
  await rememberInCookie('model', 'qwen3:32b; path=/elsewhere');
  expect(document.cookie).toBe(`model=${encodeURIComponent('qwen3:32b; path=/elsewhere')}`);
});

it('remembers for a year, on every page, where the browser has one', async () => {
  const nowMs = Date.now();
  await rememberInCookie('theme', 'dark');
  expect(set).toHaveBeenCalledExactlyOnceWith(
    expect.objectContaining({ name: 'theme', value: 'dark', path: '/' }),
  );
  expect(set.mock.calls[0]?.[0].expires).toBeGreaterThanOrEqual(nowMs + 365 * 24 * 60 * 60 * 1_000);
});
