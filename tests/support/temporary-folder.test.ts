import { existsSync } from 'node:fs';
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeEach, describe, expect, it } from 'vitest';
import { temporaryFolder } from './temporary-folder';

async function fill(folder: string): Promise<string> {
  await mkdir(join(folder, 'data'));
  await writeFile(join(folder, 'data/file'), 'text');
  return folder;
}

describe('a temporary folder', () => {
  const folders: string[] = [];
  const make = async () => void folders.push(await fill(await temporaryFolder()));
  beforeEach(make);
  afterAll(() => expect(folders.map((folder) => existsSync(folder))).toEqual([false, false]));

  it('is there until its test is over, be it made in the test or before it', async () => {
    await make();
    expect(folders.map((folder) => existsSync(folder))).toEqual([true, true]);
  });
});

describe('a temporary folder of a suite', () => {
  it('goes when the suite says', async () => {
    let remove = async () => {};
    const folder = await fill(
      await temporaryFolder((end) => {
        remove = end;
      }),
    );
    expect(existsSync(folder)).toBe(true);
    await remove();
    expect(existsSync(folder)).toBe(false);
  });
});
