import { execFile } from 'node:child_process';
import { copyFile, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { priceBookFile } from '@/lib/pricing/price-book-file';
import { printBook } from '@/lib/pricing/update/print-book';

describe('npm run prices:update', () => {
  let folder: string;
  let file: string;

  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'prices-'));
    file = join(folder, 'price-book.json');
    await copyFile('lib/pricing/price-book.json', file);
    await update();
  });
  afterEach(() => rm(folder, { recursive: true }));

  async function update(): Promise<string> {
    const args = ['--import', 'tsx', 'scripts/prices-update.ts', file];
    return (await promisify(execFile)(process.execPath, args)).stdout;
  }

  // It called a formatter that refuses the file: just when a price had changed, it ended before it said which.
  it('says what has changed, and writes it', async () => {
    const upToDate = await readFile(file, 'utf8');
    const { providers, ...book } = priceBookFile.parse(JSON.parse(upToDate));
    const known = providers.openai?.filter(({ model }) => model !== 'curie') ?? [];
    await writeFile(file, printBook({ ...book, providers: { openai: known } }));
    expect(await update()).toContain('openai + curie: from 1970-01-01 in $2.00 · out $2.00\n');
    const withoutDay = (text: string) => text.replace(/"madeOn": ".*"/, '');
    expect(withoutDay(await readFile(file, 'utf8'))).toBe(withoutDay(upToDate));
  });

  it('leaves a book alone in which nothing has changed', async () => {
    const upToDate = await readFile(file, 'utf8');
    expect(await update()).toMatch(/^Nothing changed/);
    expect(await readFile(file, 'utf8')).toBe(upToDate);
  });
});
