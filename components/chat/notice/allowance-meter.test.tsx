import { renderToStaticMarkup } from 'react-dom/server';
import { afterEach, expect, it, vi } from 'vitest';

afterEach(() => {
  vi.unstubAllEnvs();
  vi.resetModules();
});

// It read “Dec 1, 24:00” in UTC, and “Nov 30, 19:00” in New York.
it.each(['UTC', 'America/New_York'])('tells in UTC when the allowance begins anew, in %s', async (zone) => {
  vi.stubEnv('TZ', zone);
  const { AllowanceMeter } = await import('./allowance-meter');
  const html = renderToStaticMarkup(<AllowanceMeter details={{ resetsAt: '2026-12-01T00:00:00.000Z' }} />);
  expect(html).toContain('1 Dec, 00:00 UTC');
});
