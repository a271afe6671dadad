import { defineConfig } from 'vitest/config';

const resolve = {
  alias: { '@': import.meta.dirname, 'server-only': `${import.meta.dirname}/tests/support/empty.ts` },
};

const onDatabases = {
  globalSetup: 'tests/support/global-setup.ts',
  env: { LOG_LEVEL: 'silent' },
  testTimeout: 60_000,
  hookTimeout: 60_000,
};

export default defineConfig({
  test: {
    projects: [
      {
        resolve,
        test: {
          name: 'unit',
          include: [
            '{app,lib,components,scripts,examples}/**/*.test.{ts,tsx}',
            'tests/{support,upstream}/**/*.test.ts',
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
    ],
  },
});
