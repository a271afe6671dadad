import { DatabaseLockedError, lockFolder } from '../folder-lock';

/** Takes the lock of a folder, says whether it got it, and keeps it until it is killed. */
const [, , folder = ''] = process.argv;
try {
  await lockFolder(folder);
  process.send?.('locked');
} catch (error) {
  if (!(error instanceof DatabaseLockedError)) throw error;
  process.send?.('refused');
}
process.stdin.resume();
