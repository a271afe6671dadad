import { spawnSync } from 'node:child_process';
import { beforeEach, expect, it, vi } from 'vitest';
import setup from './global-setup';

vi.mock('node:child_process', () => ({ spawnSync: vi.fn() }));
vi.mock('./browser', () => ({ findBrowser: vi.fn() }));
vi.mock('@/tests/support/postgres-server', () => ({
  startPostgres: async () => ({ url: 'postgres://localhost/postgres', stop: async () => {} }),
}));

const built = { pid: 1, output: [], stdout: '', stderr: '', status: 0, signal: null };
const provide = vi.fn();

beforeEach(() => {
  vi.clearAllMocks();
  vi.stubEnv('USE_BUILD', undefined);
});

// Windows has no npm.exe: nothing was built, and “The build failed: null” was all it said.
it('builds the app by the Node that runs, and then starts a Postgres', async () => {
  vi.mocked(spawnSync).mockReturnValue(built);
  await setup({ provide });
  expect(spawnSync).toHaveBeenCalledExactlyOnceWith(
    process.execPath,
    ['node_modules/next/dist/bin/next', 'build'],
    expect.anything(),
  );
  expect(provide).toHaveBeenCalledExactlyOnceWith('postgresUrl', 'postgres://localhost/postgres');
});

it('says why the build could not be started', async () => {
  vi.mocked(spawnSync).mockReturnValue({ ...built, status: null, error: new Error('spawnSync node ENOENT') });
  await expect(setup({ provide })).rejects.toThrow('spawnSync node ENOENT');
  expect(provide).not.toHaveBeenCalled();
});

it('says what a build that failed has printed', async () => {
  vi.mocked(spawnSync).mockReturnValue({ ...built, status: 1, stderr: 'a wrong type' });
  await expect(setup({ provide })).rejects.toThrow('a wrong type');
  expect(provide).not.toHaveBeenCalled();
});
