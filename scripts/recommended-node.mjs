/**
 * Runs a command on the Node that docs/operate.md recommends: the one at hand where it is as new, else one that npm
 * installs into `node_modules/.cache`. Where npm can't be reached, it runs on the one at hand and says so.
 *
 *     node scripts/recommended-node.mjs npm start
 *
 * Plain JavaScript, because it runs before anything that would need more.
 */
import { spawn, spawnSync } from 'node:child_process';
import { delimiter, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const RECOMMENDED = '24.21.0';

const [command = 'node', ...args] = process.argv.slice(2);
const folder = isAsNew(process.versions.node) ? undefined : provideNode();
const { PATH = '' } = process.env;
const child = spawn(command, args, {
  stdio: 'inherit',
  env: { ...process.env, PATH: folder ? `${folder}${delimiter}${PATH}` : PATH },
  shell: process.platform === 'win32',
});
for (const signal of ['SIGINT', 'SIGTERM']) process.on(signal, () => child.kill(signal));
child.on('error', (error) => {
  console.error(`${command} could not be started: ${error.message}`);
  process.exitCode = 1;
});
child.on('exit', (code, signal) => {
  process.exitCode = signal ? 1 : (code ?? 1);
});

function isAsNew(version) {
  return Number.parseInt(version, 10) >= Number.parseInt(RECOMMENDED, 10);
}

/** @returns the folder that it is in; nothing when it could not be had */
function provideNode() {
  const home = fileURLToPath(new URL(`../node_modules/.cache/node-${RECOMMENDED}`, import.meta.url));
  const bin = join(home, 'node_modules', 'node', 'bin');
  if (runs(bin)) return bin;
  console.error(`This is Node ${process.versions.node}; Node ${RECOMMENDED} is installed into ${home}.`);
  spawnSync('npm', ['install', '--prefix', home, '--no-audit', '--no-fund', `node@${RECOMMENDED}`], {
    stdio: 'ignore',
    shell: process.platform === 'win32',
  });
  if (runs(bin)) return bin;
  console.error(`It could not be installed, so this runs on Node ${process.versions.node}.`);
  return undefined;
}

function runs(bin) {
  return spawnSync(join(bin, 'node'), ['--version']).status === 0;
}
