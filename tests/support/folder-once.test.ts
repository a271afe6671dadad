import { readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { beforeEach, describe, expect, it } from 'vitest';
import { folderOnce } from './folder-once';
import { createGate } from './gate';
import { temporaryFolder } from './temporary-folder';

describe('a folder that is filled once', () => {
  let parent: string;
  let folder: string;
  beforeEach(async () => {
    parent = await temporaryFolder();
    folder = join(parent, 'browser');
  });

  const write = (text: string) => (place: string) => writeFile(join(place, 'file'), text);
  const found = () => readFile(join(folder, 'file'), 'utf8');

  it('is as it was filled first', async () => {
    expect(await folderOnce(folder, write('first'))).toBe(folder);
    expect(await folderOnce(folder, write('second'))).toBe(folder);
    expect(await found()).toBe('first');
  });

  // The second began a program that the first had only half written.
  it('is not there before it is full, and is the one of who was sooner', async () => {
    const gate = createGate();
    gate.shut();
    const slow = folderOnce(folder, async (place) => {
      await write('half')(place);
      await gate.passed();
    });
    await folderOnce(folder, write('whole'));
    gate.open();
    expect(await slow).toBe(folder);
    expect(await found()).toBe('whole');
    expect(await readdir(parent)).toEqual(['browser']);
  });

  // What was there was taken for the whole ever after.
  it('is filled anew after that has failed', async () => {
    const failing = async (place: string) => {
      await write('half')(place);
      throw new Error('No space left.');
    };
    await expect(folderOnce(folder, failing)).rejects.toThrow('No space left.');
    expect(await readdir(parent)).toEqual([]);
    await folderOnce(folder, write('whole'));
    expect(await found()).toBe('whole');
  });
});
