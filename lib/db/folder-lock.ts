import { createHash } from 'node:crypto';
import { stat, unlink } from 'node:fs/promises';
import { connect, createServer, type Server } from 'node:net';
import { tmpdir } from 'node:os';
import { basename, dirname, join, resolve } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { errorCode } from './error-code';

/** Another process has the folder open. */
export class DatabaseLockedError extends Error {
  constructor(folder: string) {
    super(
      `The database in ${folder} is open in another process. Stop that process, set DATA_DIR to another folder, ` +
        'or set DATABASE_URL to a Postgres server, which many processes can share.',
    );
    this.name = 'DatabaseLockedError';
  }
}

/** The longest socket path that every system takes: macOS has 104 bytes, with the closing zero. */
const MAX_SOCKET_PATH_BYTES = 103;

/**
 * Takes a folder for this process alone. The lock is a listening socket, not a file with a process id in it:
 * the system closes it when the process dies, however it dies, and ids are not shared between containers.
 *
 * The folder's parent must exist.
 *
 * @throws DatabaseLockedError when another process holds it; Error with what to do where it can't be locked.
 */
export async function lockFolder(
  folder: string,
  platform: NodeJS.Platform = process.platform,
): Promise<{ release(): Promise<void> }> {
  const held: Server[] = [];
  // Last taken, first given back: who gets the name finds the file free.
  const release = async () => {
    for (const server of held.reverse()) await new Promise((done) => server.close(done));
  };
  try {
    for (const take of [takeName, takeFile]) {
      const taken = await take(folder, platform);
      if (taken === 'taken') throw new DatabaseLockedError(folder);
      if (taken === 'not here') continue;
      // It must not keep a finished script from ending.
      taken.unref();
      held.push(taken);
    }
  } catch (error) {
    await release();
    throw error;
  }
  return { release };
}

type Taken = Server | 'taken' | 'not here';

/**
 * A name that the system keeps and frees with the process, so that no two can take over from one that was killed:
 * a pipe on Windows, an abstract socket on Linux. The folder's own number is in it, because processes of
 * different containers can share the network, and with it these names, but not their folders.
 */
async function takeName(folder: string, platform: NodeJS.Platform): Promise<Taken> {
  if (platform !== 'win32' && platform !== 'linux') return 'not here';
  const { dev, ino } = await stat(dirname(resolve(folder)), { bigint: true });
  const name = `tokentally-${shortHash(`${dev} ${ino} ${basename(folder)}`)}`;
  return (await listen(platform === 'win32' ? `\\\\.\\pipe\\${name}` : `\0${name}`)) ?? 'taken';
}

/**
 * A socket beside the folder: seen by containers that share the folder but not the network, and on macOS. Where none can be,
 * one in the folder for temporary files: every process finds the same of a file system, and goes there.
 *
 * @throws Error that says what to do, where no socket can be made
 */
async function takeFile(folder: string, platform: NodeJS.Platform): Promise<Taken> {
  if (platform === 'win32') return 'not here';
  const beside = `${resolve(folder)}.lock`;
  if (Buffer.byteLength(beside) <= MAX_SOCKET_PATH_BYTES) {
    try {
      return await takeAddress(beside);
    } catch (error) {
      if (!NO_SOCKETS.test(errorCode(error))) throw error;
    }
  }
  try {
    return await takeAddress(join(tmpdir(), `tokentally-${shortHash(resolve(folder))}.lock`));
  } catch (error) {
    throw new Error(
      `The database in ${folder} can’t be locked: no socket can be made beside it, nor in ${tmpdir()}. ` +
        'Set DATA_DIR to a folder of this system’s own disk (not /mnt/c in WSL, nor a share or a stick), or set DATABASE_URL.',
      { cause: error },
    );
  }
}

/** What a file system answers that has no sockets: Windows' in WSL, exFAT, SMB. */
const NO_SOCKETS = /^(EPERM|ENOTSUP|EOPNOTSUPP)$/;

async function takeAddress(address: string): Promise<Taken> {
  return (await listen(address)) ?? (await takeOver(address)) ?? 'taken';
}

function shortHash(text: string): string {
  return createHash('sha256').update(text).digest('hex').slice(0, 16);
}

/** A server, or nothing when the address is taken. */
function listen(address: string): Promise<Server | undefined> {
  return new Promise((done, fail) => {
    const server = createServer((socket) => socket.destroy());
    server.once('error', (error: NodeJS.ErrnoException) =>
      error.code === 'EADDRINUSE' ? done(undefined) : fail(error),
    );
    server.listen(address, () => done(server));
  });
}

/** Replaces the socket file that a killed process left behind. */
async function takeOver(address: string): Promise<Server | undefined> {
  if (await answers(address)) return undefined;
  await unlink(address).catch(ignoreMissing);
  const server = await listen(address);
  if (!server) return undefined;
  // Two processes may have found the same dead socket, and the later one removed the earlier one's new file.
  // Both look again when such a race is over: only the last file is still there. (Of processes that see each
  // other's names only one comes here.)
  const own = await stat(address).catch(ignoreMissing);
  await wait(50);
  const now = await stat(address).catch(ignoreMissing);
  if (own && now?.ino === own.ino) return server;
  // Not closed: Node would remove the file by its path, and it is the other process's by now.
  server.unref();
  return undefined;
}

function answers(address: string): Promise<boolean> {
  return new Promise((done) => {
    const socket = connect(address);
    socket.once('connect', () => done(true));
    socket.once('error', () => done(false));
    socket.once('close', () => socket.destroy());
  });
}

function ignoreMissing(error: NodeJS.ErrnoException): undefined {
  if (error.code !== 'ENOENT') throw error;
}
