import { expect, it, vi } from 'vitest';
import { listPrices } from './price-list';

vi.mock('@/lib/env', async () => {
  const { NOBODYS_PORT } = await import('@/tests/support/nobodys-port');
  return { env: { LOG_LEVEL: 'silent', OPENAI_BASE_URL: `http://127.0.0.1:${NOBODYS_PORT}/v1` } };
});

// The page read “No models are offered right now”, and had no Retry.
it('can’t be read while a compatible server can’t say which models it has, rather than being empty', async () => {
  await expect(listPrices(new Date('2026-11-03T14:30:00Z'))).rejects.toMatchObject({
    code: 'upstream_failed',
  });
});
