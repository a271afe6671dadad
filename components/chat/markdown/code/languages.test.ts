import { expect, it } from 'vitest';
import { languageNamed } from './languages';

it('knows languages by the names that models give them', () => {
  expect(['ts', 'TypeScript', 'Bash', 'c++', 'yml'].map(languageNamed)).toEqual([
    'typescript',
    'typescript',
    'shellscript',
    'cpp',
    'yaml',
  ]);
  expect([undefined, '', 'text', 'mermaid', 'constructor'].map(languageNamed)).toEqual(
    Array(5).fill(undefined),
  );
});
