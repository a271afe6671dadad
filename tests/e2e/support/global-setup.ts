import { spawnSync } from 'node:child_process';
import type { TestProject } from 'vitest/node';
import { startPostgres } from '@/tests/support/postgres-server';
import { findBrowser } from './browser';

/**
 * Builds the app, unless USE_BUILD says that it is built, and starts a Postgres for the run. The browser is unpacked, so that
 * no test waits for that.
 */
export default async function setup(project: Pick<TestProject, 'provide'>) {
  if (!process.env.USE_BUILD) build();
  await findBrowser();
  const server = await startPostgres();
  project.provide('postgresUrl', server.url);
  return () => server.stop();
}

function build(): void {
  const env = { ...process.env, NODE_ENV: 'production' as const };
  // Not by npm, which can't be started by its name on Windows.
  const { error, status, stdout, stderr } = spawnSync(
    process.execPath,
    ['node_modules/next/dist/bin/next', 'build'],
    { env, encoding: 'utf8' },
  );
  if (error) throw error;
  if (status !== 0) throw new Error(`The build failed:\n${stdout}\n${stderr}`);
}
