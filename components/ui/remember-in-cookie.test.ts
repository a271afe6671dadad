// @vitest-environment happy-dom
import { expect, it, vi } from 'vitest';
import { rememberInCookie } from './remember-in-cookie';

// Over plain http the theme and the last model were forgotten with the page: browsers have no `cookieStore` there.
it('remembers over plain http', () => {
  vi.stubGlobal('cookieStore', undefined);
  rememberInCookie('model', 'qwen3:32b; path=/elsewhere');
  expect(document.cookie).toBe(`model=${encodeURIComponent('qwen3:32b; path=/elsewhere')}`);
});

it('remembers for a year, on every page', () => {
  const set = vi.spyOn(document, 'cookie', 'set');
  rememberInCookie('theme', 'dark');
  expect(set.mock.calls[0]?.[0].split('; ')).toEqual(
    expect.arrayContaining(['theme=dark', 'path=/', `max-age=${365 * 24 * 60 * 60}`]),
  );
});
