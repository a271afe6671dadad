import { createHash } from 'node:crypto';
import { stat, unlink } from 'node:fs/promises';
import { connect, createServer, type Server } from 'node:net';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';

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
 * @throws DatabaseLockedError when another process holds it.
 */
export async function lockFolder(folder: string): Promise<{ release(): Promise<void> }> {
  const address = addressOf(folder);
  const server = (await listen(address)) ?? (await takeOver(address));
  if (!server) throw new DatabaseLockedError(folder);
  // It must not keep a finished script from ending.
  server.unref();
  return { release: () => new Promise((done) => server.close(() => done())) };
}

function addressOf(folder: string): string {
  const name = `tokentally-${createHash('sha256').update(resolve(folder)).digest('hex').slice(0, 16)}`;
  if (process.platform === 'win32') return `\\\\.\\pipe\\${name}`;
  const beside = `${resolve(folder)}.lock`;
  return Buffer.byteLength(beside) <= MAX_SOCKET_PATH_BYTES ? beside : join(tmpdir(), `${name}.lock`);
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
  // Both look again when such a race is over: only the last file is still there.
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
