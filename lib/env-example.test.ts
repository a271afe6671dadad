import { readFile } from 'node:fs/promises';
import { describe, expect, it } from 'vitest';
import { variables } from './env';
import { envExample, envTable } from './env-example';

describe('what is written about the environment', () => {
  it('says of every variable what it does, and gives an example', () => {
    for (const [name, schema] of Object.entries(variables)) {
      expect(schema.meta(), name).toMatchObject({
        description: expect.any(String),
        example: expect.any(String),
      });
    }
  });

  it('is up to date in .env.example; `npm run env:example` writes it', async () => {
    expect(await readFile('.env.example', 'utf8')).toBe(envExample());
  });

  it('is up to date in the README’s table', async () => {
    expect(await readFile('README.md', 'utf8')).toContain(envTable());
  });
});
