import { expect, it } from 'vitest';
import { dependencies, scripts } from '../package.json';
import { buildCommand } from '../vercel.json';

// `tsx` was not there once development's packages were left out, and none of docs/operate.md's commands ran.
it.each([
  'start',
  'db:migrate',
  'outbox',
  'audit',
  'password:link',
  'openmeter:setup',
  'openmeter:export',
] as const)('npm run %s needs no package that is for development only', (name) => {
  const [program] = scripts[name].split(' ');
  expect(Object.keys(dependencies)).toContain(program);
});

// A build that goes on without its database is a site whose every request fails.
it('Vercel migrates the database before it builds, and builds nothing where that fails', () => {
  expect(buildCommand).toBe('npm run db:migrate && npm run build');
  expect(scripts['db:migrate']).toContain(' scripts/db-migrate.ts');
});
