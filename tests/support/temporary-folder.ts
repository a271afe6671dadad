import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';

/**
 * A new, empty folder, which goes with all that is in it when the test is over.
 *
 * @param atEnd takes what removes it; a hook of a suite must say, since no test is over when the suite is
 */
export async function temporaryFolder(
  atEnd: (remove: () => Promise<void>) => void = onTestFinished,
): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'tokentally-test-'));
  atEnd(() => rm(folder, { recursive: true, force: true }));
  return folder;
}
