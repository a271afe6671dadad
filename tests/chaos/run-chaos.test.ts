import { expect, it, vi } from 'vitest';
import { startApp } from '../e2e/support/app';
import { openDatabase } from './databases';
import { runChaos } from './run-chaos';

vi.mock('../e2e/support/app', () => ({ startApp: vi.fn() }));
vi.mock('./databases', () => ({ openDatabase: vi.fn() }));

// The server of the database and its folder were left behind.
it('leaves no database behind where the app does not come up', async () => {
  const close = vi.fn(async () => {});
  vi.mocked(openDatabase).mockResolvedValue({ env: {}, isExclusive: false, look: vi.fn(), close });
  vi.mocked(startApp).mockRejectedValue(new Error('The app was not up in time.'));
  const run = runChaos({
    streams: 1,
    kills: 0,
    seed: 1,
    database: 'postgres',
    tokenDelayMs: 0,
    lifetimeMs: 0,
    onProgress() {},
  });
  await expect(run).rejects.toThrow('The app was not up in time.');
  expect(close).toHaveBeenCalledOnce();
});
