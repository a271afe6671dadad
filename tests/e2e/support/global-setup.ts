import { spawnSync } from 'node:child_process';
import type { TestProject } from 'vitest/node';
import { startPostgres } from '@/tests/support/postgres-server';

/** Builds the app, unless USE_BUILD says that it is built, and starts a Postgres for the run. */
export default async function setup(project: TestProject) {
  if (!process.env.USE_BUILD) build();
  const server = await startPostgres();
  project.provide('postgresUrl', server.url);
  return () => server.stop();
}

function build(): void {
  const env = { ...process.env, NODE_ENV: 'production' as const };
  const { status, stdout, stderr } = spawnSync('npm', ['run', 'build'], { env, encoding: 'utf8' });
  if (status !== 0) throw new Error(`The build failed:\n${stdout}\n${stderr}`);
}
