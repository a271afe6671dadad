import { readdirSync, readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { PRODUCT_NAME } from './product';

// It stood in ten places, and nothing told who puts a name of their own on it where.
it('the name of the product is in no page and no component', () => {
  const named = ['app', 'components']
    .flatMap((folder) =>
      readdirSync(folder, { recursive: true, encoding: 'utf8' }).map((name) => `${folder}/${name}`),
    )
    .filter((path) => /(?<!\.test)\.tsx?$/.test(path))
    .filter((path) => readFileSync(path, 'utf8').includes(PRODUCT_NAME));
  expect(named).toEqual([]);
});
