import { DatabaseLockedError, lockFolder } from '../folder-lock';

/** Takes the lock of a folder, if asked to as macOS does, says whether it got it, and keeps it until it is killed. */
const [, , folder = '', asked] = process.argv;
const platform = asked === 'darwin' ? asked : process.platform;
try {
  await lockFolder(folder, platform);
  process.send?.('locked');
} catch (error) {
  if (!(error instanceof DatabaseLockedError)) throw error;
  process.send?.('refused');
}
// A process that listens to its parent lives for as long as that does.
process.on('message', () => {});
