import { expect, it } from 'vitest';
import { dependencies, scripts } from '../package.json';

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
