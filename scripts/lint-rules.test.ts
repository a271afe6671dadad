import { spawnSync } from 'node:child_process';
import { copyFile, mkdir, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { expect, it } from 'vitest';
import { temporaryFolder } from '@/tests/support/temporary-folder';

const METERED = 'so that every call is metered';
const OUR_DATABASE = 'through lib/db only';

/** What is imported where, and why it may not be; undefined where it may. */
const IMPORTS = [
  ['app/a.ts', 'openai', METERED],
  ['app/b.ts', 'openai/helpers/zod', METERED],
  ['app/c.ts', '@ai-sdk/openai', METERED],
  ['app/d.ts', '@ai-sdk/anthropic', METERED],
  ['app/e.ts', 'postgres', OUR_DATABASE],
  ['lib/db/a.ts', 'openai', METERED],
  ['lib/models/a.ts', '@electric-sql/pglite', OUR_DATABASE],
  ['lib/models/b.ts', '@ai-sdk/openai', undefined],
  ['lib/db/b.ts', 'postgres', undefined],
  ['components/a.ts', '@ai-sdk/react', undefined],
  ['app/f.ts', 'ai', undefined],
] as const;

it('holds that models are called by lib/models alone, and the database by lib/db', async () => {
  const project = await temporaryFolder();
  await copyFile('biome.json', join(project, 'biome.json'));
  const write = async (path: string, line: string) => {
    await mkdir(dirname(join(project, path)), { recursive: true });
    await writeFile(join(project, path), `${line}\n`);
  };
  for (const [path, name] of IMPORTS) await write(path, `export { thing } from '${name}';`);
  await write('app/g.ts', "export { gateway } from 'ai';");

  const biome = join(import.meta.dirname, '../node_modules/.bin/biome');
  const args = ['lint', '--vcs-enabled=false', '--reporter=github', '.'];
  const said = spawnSync(biome, args, { cwd: project, encoding: 'utf8' }).stdout.split('\n');

  const whyNot = (path: string) => said.find((line) => line.includes(`/${path},`));
  for (const [path, name, why] of IMPORTS)
    expect(whyNot(path), `${name} in ${path}`).toEqual(why && expect.stringContaining(why));
  expect(whyNot('app/g.ts')).toContain(METERED);
});
