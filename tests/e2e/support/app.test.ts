import type { SpawnOptions } from 'node:child_process';
import { createServer } from 'node:http';
import { expect, it, vi } from 'vitest';
import { freePort } from '@/tests/support/free-port';
import { listen } from '@/tests/support/listen';
import { startApp } from './app';

/** Listens as the app does, and says so, or why it can't. */
const SERVER = vi.hoisted(
  () => `
    const server = require('node:http').createServer((_, answer) => answer.end('the app'));
    server.listen(Number(process.argv[1]), () => console.log('Ready in 1ms'));
  `,
);

vi.mock('node:child_process', async (importOriginal) => {
  const { spawn } = await importOriginal<typeof import('node:child_process')>();
  const startServer = (node: string, [, , , port = '']: string[], options: SpawnOptions) =>
    spawn(node, ['--eval', SERVER, port], options);
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
  await app.stop();
  other.close();
});

it('says why it could not start at a port that was asked for', async () => {
  const other = createServer((_, answer) => answer.end('somebody else'));
  const port = await listen(other, 0, '::');
  await expect(startApp({ port })).rejects.toThrow('EADDRINUSE');
  other.close();
});
