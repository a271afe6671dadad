import type { ChildProcess, SpawnOptions } from 'node:child_process';
import { createServer } from 'node:http';
import { expect, it, onTestFinished, vi } from 'vitest';
import { freePort } from '@/tests/support/free-port';
import { listen } from '@/tests/support/listen';
import { startApp } from './app';

/** Listens as the app does, and says so, or why it can't, but for the fault that it is told to have. */
const SERVER = vi.hoisted(
  () => `
    if (process.env.FAULT === 'is killed') process.kill(process.pid, 'SIGKILL');
    if (process.env.FAULT === 'does not end') process.on('SIGTERM', () => {});
    const server = require('node:http').createServer((_, answer) => answer.end('the app'));
    server.listen(Number(process.argv[1]), () => console.log('Ready in 1ms'));
  `,
);

const started = vi.hoisted((): { child?: ChildProcess } => ({}));

vi.mock('node:child_process', async (importOriginal) => {
  const { spawn } = await importOriginal<typeof import('node:child_process')>();
  const startServer = (node: string, [, , , port = '']: string[], options: SpawnOptions) =>
    (started.child = spawn(node, ['--eval', SERVER, port], options));
  return { spawn: startServer };
});

vi.mock('@/tests/support/free-port', async (importOriginal) => ({
  freePort: vi.fn((await importOriginal<typeof import('@/tests/support/free-port')>()).freePort),
}));

// The other answered in its place.
it('takes another port where somebody else has taken that which was free', async () => {
  const other = createServer((_, answer) => answer.end('somebody else'));
  vi.mocked(freePort).mockResolvedValueOnce(await listen(other, 0, '::'));
  const app = await startApp();
  expect(await (await fetch(app.url)).text()).toBe('the app');
  expect(await app.stop()).toBe('ended');
  other.close();
});

// Nothing killed it, and the suite waited for its end until the time of its hook was up.
it('kills an app that does not end when it is told to, and says so', async () => {
  onTestFinished(() => void started.child?.kill('SIGKILL'));
  const app = await startApp({ env: { FAULT: 'does not end' } });
  expect(await app.stop('SIGTERM', 1)).toBe('killed');
  expect(started.child?.signalCode).toBe('SIGKILL');
});

it('says why it could not start at a port that was asked for', async () => {
  const other = createServer((_, answer) => answer.end('somebody else'));
  const port = await listen(other, 0, '::');
  await expect(startApp({ port })).rejects.toThrow('EADDRINUSE');
  other.close();
});

// It was asked for ever: who is killed has no exit code.
it('says that the app was killed while it started', async () => {
  await expect(startApp({ env: { FAULT: 'is killed' } })).rejects.toThrow('The app ended with SIGKILL');
});

// It was asked for ever, and outlived who asked.
it.each(['is never answered', 'is answered with an error'])(
  'ends an app that is not up in time, where what it is asked %s',
  async (fault) => {
    const ask = () =>
      fault === 'is never answered' ? new Promise(() => {}) : Promise.reject(new Error('503'));
    const late = startApp({ ask, upWithinMs: 1 });
    await expect(late).rejects.toThrow('The app was not up in time');
    expect(started.child?.signalCode).toBe('SIGTERM');
  },
);
