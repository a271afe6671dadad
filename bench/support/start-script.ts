import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { freePort } from '@/tests/support/free-port';

/** A server in a process of its own, so that its CPU and its event loop aren't the benchmark's. */
export interface Server {
  port: number;
  pid: number;
  stop(): void;
}

/** Starts a TypeScript file as a server, and waits for its first line. */
export async function startScript(toArgs: (port: number) => string[]): Promise<Server> {
  const port = await freePort();
  const args = toArgs(port);
  const child = spawn(process.execPath, ['--import', 'tsx', ...args], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const ended = once(child, 'exit').then(([code]) => {
    throw new Error(`${args.join(' ')} ended with ${code} before it listened.`);
  });
  await Promise.race([once(child.stdout, 'data'), ended]);
  child.stdout.resume();
  return serverOf(child, port);
}

/** A child that listens on this port. */
export function serverOf(child: ChildProcess, port: number): Server {
  if (child.pid === undefined) throw new Error('The server did not start.');
  return { port, pid: child.pid, stop: () => child.kill() };
}
