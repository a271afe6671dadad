import { createHash } from 'node:crypto';
import { readdir, stat, unlink } from 'node:fs/promises';
import { connect, createServer, type Server } from 'node:net';
import { tmpdir } from 'node:os';
import { basename, dirname, join, resolve } from 'node:path';
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

/** What a number takes at the end of one: a dot and six digits. */
const NUMBER_BYTES = 7;

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
    for (const server of held.reverse()) await close(server);
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
  if (Buffer.byteLength(beside) + NUMBER_BYTES <= MAX_SOCKET_PATH_BYTES) {
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

/**
 * Takes the address with the number after the last one found there. A socket file stays when its process is killed, and
 * none is replaced: two that find the same one dead both want the next number, and the system gives it to one of them.
 *
 * Who listens looks around again, and gives way to any other that lives. So two can't both hold the lock, however slow one
 * of them was after its first look: the later to listen sees the other.
 */
async function takeAddress(address: string): Promise<Taken> {
  for (;;) {
    const found = await numbersAt(address);
    if (await anyAnswers(address, found)) return 'taken';
    const own = Math.max(0, ...found) + 1;
    const server = await listen(`${address}.${own}`);
    if (!server) continue;
    const others = (await numbersAt(address)).filter((number) => number !== own);
    if (await anyAnswers(address, others)) {
      await close(server);
      continue;
    }
    for (const number of others) await unlink(`${address}.${number}`).catch(ignoreMissing);
    return server;
  }
}

/** The numbers of all socket files at an address, of the living and of the dead. */
async function numbersAt(address: string): Promise<number[]> {
  const start = `${basename(address)}.`;
  const names = (await readdir(dirname(address))).filter((name) => name.startsWith(start));
  return names.map((name) => Number(name.slice(start.length))).filter(Number.isSafeInteger);
}

async function anyAnswers(address: string, numbers: number[]): Promise<boolean> {
  const answers = await Promise.all(numbers.map((number) => isAnswered(`${address}.${number}`)));
  return answers.includes(true);
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

function close(server: Server): Promise<unknown> {
  return new Promise((done) => server.close(done));
}

/** Whether a process listens at an address. Whatever is not a clear no counts as one that does. */
function isAnswered(address: string): Promise<boolean> {
  return new Promise((done) => {
    const socket = connect(address);
    socket.once('connect', () => done(true));
    socket.once('error', (error) => done(!/^(ECONNREFUSED|ENOENT)$/.test(errorCode(error))));
    socket.once('close', () => socket.destroy());
  });
}

function ignoreMissing(error: NodeJS.ErrnoException): undefined {
  if (error.code !== 'ENOENT') throw error;
}
