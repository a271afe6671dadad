import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { z } from 'zod';
import { SETTINGS } from '@/tests/support/settings';

const FOLDER = '.next/static';

const builtSchema = z.object({ config: z.object({ env: z.record(z.string(), z.unknown()) }) });

it('no script of the built app names a setting of the server, or has its value in place of the name', async () => {
  const named: string[] = [];
  const scripts = (await readdir(FOLDER, { recursive: true })).filter((file) => file.endsWith('.js'));
  for (const file of scripts) {
    const text = await readFile(join(FOLDER, file), 'utf8');
    named.push(...SETTINGS.filter((name) => text.includes(name)).map((name) => `${name} in ${file}`));
  }
  expect(named).toEqual([]);
  expect(scripts.length).toBeGreaterThan(10);
  // It puts values where the names were.
  const { config } = builtSchema.parse(
    JSON.parse(await readFile('.next/required-server-files.json', 'utf8')),
  );
  expect(config.env).toEqual({});
});
