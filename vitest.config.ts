import { defineConfig } from 'vitest/config';

const resolve = {
  alias: { '@': import.meta.dirname, 'server-only': `${import.meta.dirname}/tests/support/empty.ts` },
};

export default defineConfig({
  test: {
    projects: [
      {
        resolve,
        test: {
          name: 'unit',
          include: ['{app,lib,components,scripts,examples}/**/*.test.{ts,tsx}', 'tests/{support,upstream}/**/*.test.ts'],
          globalSetup: 'tests/support/global-setup.ts',
          testTimeout: 60_000,
          hookTimeout: 60_000,
        },
      },
      {
        resolve,
        test: {
          name: 'contract',
          include: ['tests/contract/**/*.test.ts'],
          globalSetup: 'tests/support/global-setup.ts',
          testTimeout: 60_000,
          hookTimeout: 60_000,
        },
      },
    ],
  },
});
