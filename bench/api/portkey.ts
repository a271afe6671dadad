import { spawn, spawnSync } from 'node:child_process';
import { mkdtempSync, writeFileSync } from 'node:fs';
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

/** Installs Portkey's gateway in a folder of its own, for this run only. Nothing, where npm can't be reached. */
export async function startPortkey(): Promise<Server | undefined> {
  const folder = mkdtempSync(join(tmpdir(), 'portkey-'));
  writeFileSync(join(folder, 'package.json'), JSON.stringify(PORTKEY));
  const { status } = spawnSync('npm', ['install', '--no-audit', '--no-fund'], {
    cwd: folder,
    stdio: 'ignore',
  });
  if (status !== 0) return undefined;
  const port = await freePort();
  const script = join(folder, 'node_modules/@portkey-ai/gateway/build/start-server.js');
  const child = spawn(process.execPath, [script, '--headless', `--port=${port}`], { stdio: 'ignore' });
  for (;;) {
    if (child.exitCode !== null) return undefined;
    const answer = await fetch(`http://127.0.0.1:${port}/`).catch(() => undefined);
    if (answer) return serverOf(child, port);
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}
