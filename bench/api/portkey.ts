import { spawn, spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { freePort } from '@/tests/support/free-port';
import { type Server, serverOf } from '../support/start-script';

/** With a newer server under it than Portkey was built for, whose responses share their headers, every stream fails. */
const PORTKEY = {
  private: true,
  dependencies: { '@portkey-ai/gateway': '1.15.2' },
  overrides: { '@hono/node-server': '1.13.8' },
};

const UP_WITHIN_MS = 60_000;

/**
 * Installs Portkey's gateway in a folder of its own, which is gone when it is stopped, and starts it. Nothing, where npm can't
 * be reached, or where it does not come up.
 */
export async function startPortkey(): Promise<Server | undefined> {
  const folder = mkdtempSync(join(tmpdir(), 'portkey-'));
  const removeFolder = () => rmSync(folder, { recursive: true, force: true });
  writeFileSync(join(folder, 'package.json'), JSON.stringify(PORTKEY));
  const { status } = spawnSync('npm', ['install', '--no-audit', '--no-fund'], {
    cwd: folder,
    stdio: 'ignore',
  });
  if (status !== 0) {
    removeFolder();
    return undefined;
  }
  const port = await freePort();
  const script = join(folder, 'node_modules/@portkey-ai/gateway/build/start-server.js');
  const child = spawn(process.execPath, [script, '--headless', `--port=${port}`], { stdio: 'ignore' });
  const server = serverOf(child, port);
  const stop = () => {
    server.stop();
    removeFolder();
  };
  const late = AbortSignal.timeout(UP_WITHIN_MS);
  while (!late.aborted && child.exitCode === null && child.signalCode === null) {
    const answer = await fetch(`http://127.0.0.1:${port}/`, { signal: late }).catch(() => undefined);
    if (answer) return { ...server, stop };
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  stop();
  return undefined;
}
