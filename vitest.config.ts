import { availableParallelism } from 'node:os';
import { defineConfig } from 'vitest/config';
import { lendMapGroupBy } from './tests/support/node-20.ts';
import { forgetSettings } from './tests/support/settings.ts';
import { SlowestFirst } from './tests/support/slowest-first.ts';

lendMapGroupBy();
forgetSettings(process.env);

const resolve = {
  alias: { '@': import.meta.dirname, 'server-only': `${import.meta.dirname}/tests/support/empty.ts` },
};

const onDatabases = {
  // A thread is sooner there than a process, and PGlite is compiled once for all of them.
  pool: 'threads' as const,
  // next-auth imports `next/server` without the ending that Node wants.
  server: { deps: { inline: ['next-auth'] } },
  globalSetup: 'tests/support/global-setup.ts',
  env: { LOG_LEVEL: 'silent' },
  testTimeout: 60_000,
  hookTimeout: 60_000,
  expect: { poll: { timeout: 30_000 } },
};

// By default one core is left to the machine, which of two is half.
const workers = Math.max(2, availableParallelism() - 1);

export default defineConfig({
  test: {
    maxWorkers: workers,
    sequence: { sequencer: SlowestFirst },
    projects: [
      {
        resolve,
        test: {
          name: 'unit',
          include: [
            '{app,lib,components,scripts,examples,bench}/**/*.test.{ts,tsx}',
            'tests/{support,upstream,metering,race,chaos,e2e/support}/**/*.test.ts',
          ],
          ...onDatabases,
        },
      },
      {
        resolve,
        test: {
          name: 'contract',
          include: ['tests/contract/**/*.test.ts'],
          ...onDatabases,
        },
      },
      {
        resolve,
        test: {
          name: 'e2e',
          include: ['tests/e2e/**/*.test.ts'],
          exclude: ['tests/e2e/support/**'],
          globalSetup: 'tests/e2e/support/global-setup.ts',
          // After the rest: what fails there needs no browser to be found.
          sequence: { groupOrder: 1 },
          // A browser and a server wait for each other a third of the time.
          maxWorkers: Math.max(3, workers),
          testTimeout: 240_000,
          hookTimeout: 120_000,
          expect: { poll: { timeout: 60_000 } },
        },
      },
    ],
  },
});
