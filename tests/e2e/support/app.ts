import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { freePort } from '@/tests/support/free-port';
import { SETTINGS } from '@/tests/support/settings';

export interface App {
  url: string;
  pid: number;
  /** Everything that the server has printed. */
  output(): string;
  /**
   * Ends the server and waits until it is gone. SIGKILL gives it no chance to tidy up; what has not ended within this time,
   * as a browser's idle connection can hold it, gets that, too. A test of the end must look at how it went.
   */
  stop(signal?: 'SIGTERM' | 'SIGKILL', withinMs?: number): Promise<'ended' | 'killed'>;
}

export interface AppOptions {
  /** `start` serves what was built, in production; `dev` compiles what it is asked for. */
  command?: 'start' | 'dev';
  env?: Record<string, string>;
  port?: number;
  /** Fails until the server is up; by default until a page has been answered. */
  ask?: (url: string) => Promise<unknown>;
  /** How long it may take until it is up; by default less than a hook may take, so that the hook is told what is wrong. */
  upWithinMs?: number;
}

const UP_WITHIN_MS = 100_000;
/** How long one may take to end by itself, also one that did not come up. `next dev` ends its own child then. */
const GONE_WITHIN_MS = 10_000;

/**
 * What a developer has set for their own app must not reach the tests, be it in the shell or in `.env.local`, which does not
 * override what is set, be it empty.
 */
const NO_SETTINGS = Object.fromEntries(SETTINGS.map((name) => [name, '']));

const SECRET = 'an-auth-secret-for-tests-of-more-than-32-characters';

/**
 * Starts the app as its user would, with only these variables set, and waits until it answers.
 *
 * @throws Error with what it has printed, when it ends before, or is not up in time; then it is gone
 */
export async function startApp(options: AppOptions = {}): Promise<App> {
  if (options.port !== undefined) return startOn(options.port, options);
  for (;;) {
    try {
      return await startOn(await freePort(), options);
    } catch (error) {
      // Another process had it first.
      if (!String(error).includes('EADDRINUSE')) throw error;
    }
  }
}

async function startOn(
  port: number,
  {
    command = 'start',
    env = {},
    ask = (url) => fetch(`${url}/sign-in`, { redirect: 'manual' }),
    upWithinMs = UP_WITHIN_MS,
  }: AppOptions,
): Promise<App> {
  // Not 127.0.0.1: browsers and OAuth treat localhost as a secure origin of its own.
  const url = `http://localhost:${port}`;
  const child = spawn(process.execPath, ['node_modules/next/dist/bin/next', command, '-p', String(port)], {
    env: {
      ...process.env,
      ...NO_SETTINGS,
      ...(command === 'start'
        ? { NODE_ENV: 'production', AUTH_SECRET: SECRET }
        : // It makes its own secret.
          { NODE_ENV: 'development' }),
      NEXT_TELEMETRY_DISABLED: '1',
      ...env,
    },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let output = '';
  for (const stream of [child.stdout, child.stderr])
    stream.on('data', (chunk: Buffer) => {
      output += chunk;
    });
  const stop: App['stop'] = async (signal = 'SIGTERM', withinMs = GONE_WITHIN_MS) => {
    if (!hasEnded(child)) {
      const gone = once(child, 'exit');
      child.kill(signal);
      const killing = setTimeout(() => child.kill('SIGKILL'), withinMs);
      await gone;
      clearTimeout(killing);
    }
    return child.signalCode === 'SIGKILL' ? 'killed' : 'ended';
  };
  try {
    await up({ ask: () => ask(url), child, output: () => output, late: AbortSignal.timeout(upWithinMs) });
  } catch (error) {
    await stop();
    throw error;
  }
  return { url, pid: child.pid ?? 0, output: () => output, stop };
}

function hasEnded({ exitCode, signalCode }: ChildProcess): boolean {
  return exitCode !== null || signalCode !== null;
}

interface Starting {
  ask: () => Promise<unknown>;
  child: ChildProcess;
  output: () => string;
  /** Aborts when it should have been up. */
  late: AbortSignal;
}

async function up({ ask, child, output, late }: Starting): Promise<void> {
  const isLate = once(late, 'abort');
  while (!late.aborted) {
    // Who was killed, as for want of memory, has no exit code.
    if (hasEnded(child))
      throw new Error(`The app ended with ${child.exitCode ?? child.signalCode}:\n${output()}`);
    try {
      await Promise.race([ask(), isLate]);
      // What answers before this one says that it listens is another's.
      if (!late.aborted && output().includes('Ready in')) return;
    } catch {
      // Not listening yet.
    }
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  throw new Error(`The app was not up in time:\n${output()}`);
}
