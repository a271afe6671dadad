import { existsSync } from 'node:fs';
import { mkdtemp, rename, rm } from 'node:fs/promises';

/**
 * A folder that is filled once, for all processes. What is found at its place is whole, though two fill it at the same
 * moment or one of them is killed.
 */
export async function folderOnce(
  folder: string,
  fill: (folder: string) => Promise<unknown>,
): Promise<string> {
  if (existsSync(folder)) return folder;
  const own = await mkdtemp(`${folder}-`);
  try {
    await fill(own);
    await rename(own, folder);
  } catch (error) {
    await rm(own, { recursive: true, force: true });
    // Where another was sooner, theirs is as good.
    if (!existsSync(folder)) throw error;
  }
  return folder;
}
