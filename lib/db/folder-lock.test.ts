import { fork } from 'node:child_process';
import { once } from 'node:events';
import { unlink } from 'node:fs/promises';
import { Server, Socket } from 'node:net';
import { join } from 'node:path';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { temporaryFolder } from '@/tests/support/temporary-folder';
import { DatabaseLockedError, lockFolder } from './folder-lock';

async function newFolder(): Promise<string> {
  return join(await temporaryFolder(), 'pglite');
}

/** How other systems lock can be seen on Linux too: its sockets do all that theirs do. */
const platforms: NodeJS.Platform[] = process.platform === 'linux' ? ['linux', 'darwin'] : [process.platform];

/** Another process that has taken the folder. */
async function holderOf(folder: string, platform: NodeJS.Platform) {
  const child = fork(join(import.meta.dirname, 'testing/hold-lock.ts'), [folder, platform], {
    execArgv: ['--import', 'tsx'],
  });
  const [message] = await Promise.race([once(child, 'message'), once(child, 'exit')]);
  return { child, message };
}

describe.each(platforms)('the lock of a folder on %s', (platform) => {
  it('keeps a second process out, and says what to do', async () => {
    const folder = await newFolder();
    const { child } = await holderOf(folder, platform);
    await expect(lockFolder(folder, platform)).rejects.toThrow(/open in another process.*DATABASE_URL/);
    child.kill();
  });

  it('is free again when it is released', async () => {
    const folder = await newFolder();
    const first = await lockFolder(folder, platform);
    await expect(lockFolder(folder, platform)).rejects.toThrow('open in another process');
    await first.release();
    const second = await lockFolder(folder, platform);
    await second.release();
  });

  it('is free at once when its process was killed', async () => {
    const folder = await newFolder();
    const { child } = await holderOf(folder, platform);
    child.kill('SIGKILL');
    await once(child, 'exit');
    const lock = await lockFolder(folder, platform);
    await lock.release();
  });

  it.skipIf(platform !== 'linux')('holds when somebody has removed its file', async () => {
    const folder = await newFolder();
    const { child } = await holderOf(folder, platform);
    await unlink(`${folder}.lock.1`);
    await expect(lockFolder(folder, platform)).rejects.toThrow('open in another process');
    child.kill();
  });

  it('goes to exactly one of several that find it left behind by a killed process', async () => {
    const folder = await newFolder();
    const { child } = await holderOf(folder, platform);
    child.kill('SIGKILL');
    await once(child, 'exit');
    const holders = await Promise.all(Array.from({ length: 3 }, () => holderOf(folder, platform)));
    expect(holders.map(({ message }) => message).sort()).toEqual(['locked', 'refused', 'refused']);
    for (const holder of holders) holder.child.kill();
  });

  // One that saw its new socket removed by another threw what `stat` throws, and the process ended.
  it('goes to exactly one of many that find it left behind at the same moment', async () => {
    const folder = await newFolder();
    for (let round = 0; round < 3; round++) {
      const { child } = await holderOf(folder, platform);
      child.kill('SIGKILL');
      await once(child, 'exit');
      const tries = await Promise.allSettled(Array.from({ length: 8 }, () => lockFolder(folder, platform)));
      const refusals = tries.filter((tried) => tried.status === 'rejected').map(({ reason }) => reason);
      expect(refusals).toEqual(Array.from({ length: 7 }, () => expect.any(DatabaseLockedError)));
      for (const tried of tries) if (tried.status === 'fulfilled') await tried.value.release();
    }
  });
});

/** Has the first that finds nobody listening, which `reached` waits for, told so only when `goOn` is called. */
function delayFirstRefusal(): { reached: Promise<void>; goOn(): void } {
  const { connect } = Socket.prototype;
  let reach = () => {};
  const reached = new Promise<void>((done) => {
    reach = done;
  });
  let goOn = () => {};
  const told = new Promise<void>((done) => {
    goOn = done;
  });
  vi.spyOn(Socket.prototype, 'connect').mockImplementationOnce(function (this: Socket, ...args: [string]) {
    const { emit } = this;
    this.emit = (...event: unknown[]) => {
      if (event[0] !== 'error') return Reflect.apply(emit, this, event);
      reach();
      void told.then(() => Reflect.apply(emit, this, event));
      return true;
    };
    return connect.apply(this, args);
  });
  return { reached, goOn };
}

describe('the lock of a folder where the system keeps no names', () => {
  afterEach(() => void vi.restoreAllMocks());

  // It removed the other's new file, and both had the lock.
  it.skipIf(process.platform === 'win32')(
    'does not go to one that was slow to see who was there',
    async () => {
      const folder = await newFolder();
      const { child } = await holderOf(folder, 'darwin');
      child.kill('SIGKILL');
      await once(child, 'exit');
      const { reached, goOn } = delayFirstRefusal();
      const slow = lockFolder(folder, 'darwin');
      await reached;
      const lock = await lockFolder(folder, 'darwin');
      goOn();
      await expect(slow).rejects.toThrow(DatabaseLockedError);
      await expect(lockFolder(folder, 'darwin')).rejects.toThrow(DatabaseLockedError);
      await lock.release();
    },
  );
});

/** Has no socket made at such an address, as on a file system that has none. */
function withoutSockets(isThere: (address: string) => boolean): void {
  const { listen } = Server.prototype;
  const listenWhereSocketsAre = function (this: Server, ...args: [string]): Server {
    if (!isThere(args[0])) return listen.apply(this, args);
    const refused = Object.assign(new Error('listen ENOTSUP'), { code: 'ENOTSUP' });
    process.nextTick(() => this.emit('error', refused));
    return this;
  };
  vi.spyOn(Server.prototype, 'listen').mockImplementation(listenWhereSocketsAre);
}

// It threw `listen ENOTSUP` and no more: on /mnt/c in WSL, on exFAT and on shares.
describe('the lock of a folder on a file system without sockets', () => {
  afterEach(() => void vi.restoreAllMocks());

  it.skipIf(process.platform === 'win32')('is elsewhere, at the same place for everybody', async () => {
    const folder = await newFolder();
    withoutSockets((address) => address.startsWith(`${folder}.lock`));
    const first = await lockFolder(folder, 'darwin');
    await expect(lockFolder(folder, 'darwin')).rejects.toThrow(DatabaseLockedError);
    await first.release();
    const second = await lockFolder(folder, 'darwin');
    await second.release();
  });

  it.skipIf(process.platform === 'win32')('says what to do where it can be nowhere', async () => {
    const folder = await newFolder();
    withoutSockets((address) => address.includes('.lock'));
    await expect(lockFolder(folder, 'darwin')).rejects.toThrow(/no socket can be made.*Set DATA_DIR/);
  });
});
