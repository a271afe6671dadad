import { readdirSync, readFileSync } from 'node:fs';
import { expect, it } from 'vitest';

// It stood in ten places, and nothing told who puts a name of their own on it where. The name is not taken from
// lib/product.ts: with another there, what is left of this one is found, and a name like “Chat” is not taken for one.
it('the name of the product is in no page and no component', () => {
  const named = ['app', 'components']
    .flatMap((folder) =>
      readdirSync(folder, { recursive: true, encoding: 'utf8' }).map((name) => `${folder}/${name}`),
    )
    .filter((path) => /(?<!\.test)\.tsx?$/.test(path))
    .filter((path) => /tokentally/i.test(readFileSync(path, 'utf8')));
  expect(named).toEqual([]);
});
