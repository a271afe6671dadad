import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import type { Browser, Page } from 'playwright-core';
import { launchBrowser, openPage } from '@/tests/e2e/support/browser';
import { continueAsGuest, figure, say } from '@/tests/e2e/support/journey';
import { freePort } from '@/tests/support/free-port';
import { StartedParts } from '@/tests/support/started-parts';
import { leftOver } from './support/left-over';
import { lighthouseScores } from './support/lighthouse';
import { type Metric, report } from './support/report';
import { scriptScale } from './support/script-scale';

const { values } = parseArgs({ options: { json: { type: 'boolean', default: false } } });

/**
 * A person hardly stops the server at the end of the first reply. The compiler keeps its work once nothing was asked of it
 * for ten seconds: see `next.config.js`.
 */
const READING_MS = 20_000;

/** Both take seconds when all is well. */
const UP_WITHIN_MS = 2 * 60_000;
const ON_BILL_WITHIN_MS = 60_000;

/** As a newcomer would: a clone in an empty folder, and the README's commands, each in a process of its own. */
const home = await mkdtemp(join(tmpdir(), 'tokentally-first-run-'));
const folder = join(home, 'tokentally');
const metrics: Metric[] = [];
const faults: unknown[] = [];
const parts = new StartedParts();
parts.atEnd(() => rm(home, { recursive: true, force: true, maxRetries: 5 }));
/** What runs in the clone: one at a time. */
const servers = new StartedParts();
parts.atEnd(() => servers.end());

try {
  const browser = await parts.start(launchBrowser(), (each) => each.close());
  const clonedMs = performance.now();
  run('git', ['clone', '--quiet', process.cwd(), folder], home);
  run('npm', ['install', '--no-audit', '--no-fund', '--prefer-offline'], folder);
  metrics.push(seconds('npm install', clonedMs));

  const page = await firstReply(browser, await serve('dev'));
  metrics.push(seconds('from git clone to the end of the first reply', clonedMs, 90));
  await opensDialog(page);
  await setTimeout(READING_MS);
  await servers.end();

  const againMs = performance.now();
  await serve('dev');
  metrics.push(seconds('ready on a second start', againMs, 3));
  await servers.end();

  run('npm', ['run', 'build'], folder, 'production');
  const url = await serve('start');
  metrics.push(...(await journey(browser, url)));
  metrics.push(...(await lighthouse(browser, url)));
} catch (error) {
  // What was measured before is still told.
  faults.push(error);
} finally {
  await parts.end();
}

report({
  bench: 'first-run',
  method: [
    'A clone of this repository in an empty folder, with the npm cache as it is; then `npm install`, `npm run dev`, and',
    'a real browser that signs in as a guest and sends a message. JavaScript is what Chromium receives for a page of',
    'the built app with its cache off, as it comes over the wire. Lighthouse runs with its mobile settings.',
    `Before the second start the person reads the reply for ${READING_MS / 1_000} s, in which the compiler keeps what it made.`,
    'Nothing to compare with: a template such as vercel/ai-chatbot first asks for a Postgres database and a model’s key, and',
    'how long it takes a person to get these no clock of ours can tell.',
  ].join('\n'),
  metrics,
  asJson: values.json,
});
for (const fault of faults) console.error(fault);
process.exitCode = faults.length > 0 ? 1 : 0;

async function firstReply(by: Browser, url: string): Promise<Page> {
  const { page } = await openPage(by);
  await continueAsGuest(page, url, '/');
  await say(page, 'What is a token?');
  return page;
}

/** React's strict mode, which is on in development alone, once kept all of them shut. */
async function opensDialog(page: Page): Promise<void> {
  await page.getByRole('button', { name: 'Chat settings' }).click();
  await page.getByRole('dialog').waitFor();
  await page.context().close();
}

/** What the pages of the built app weigh, and how soon a reply is on the bill. */
async function journey(by: Browser, url: string): Promise<Metric[]> {
  const { page, context } = await openPage(by);
  const scriptKiBOf = await scriptScale(page);
  const weigh = async (name: string, path: string, goal: number): Promise<Metric> => {
    const value = await scriptKiBOf(url + path);
    return { name: `JavaScript of ${name}`, value, unit: 'KiB', better: 'lower', goal };
  };

  const signIn = await weigh('sign-in', '/sign-in', 140);
  await continueAsGuest(page, url);
  const chat = await weigh('a new chat', '/chat', 340);
  await say(page, 'What is a token?');
  const endedMs = performance.now();
  const billing = await weigh('billing', '/billing', 220);
  const left = await leftOver(
    async () => {
      // The reply, and perhaps its title by now.
      if (/^[1-9]/.test(await figure(page, 'Requests'))) return undefined;
      await page.reload();
      return 'a reply is not on the bill';
    },
    { withinMs: ON_BILL_WITHIN_MS, lookAgainMs: 0 },
  );
  if (left) faults.push(left);
  const onBill = seconds('from the end of a reply to its place on the bill', endedMs, 2);
  await context.close();
  return [signIn, chat, billing, onBill];
}

async function lighthouse(by: Browser, url: string): Promise<Metric[]> {
  const guest = await guestCookie(by, url);
  const pages = [
    // Newcomers see more there than a guest does.
    { name: 'sign-in', path: '/sign-in', performance: 97, cookie: undefined },
    { name: 'chat', path: '/chat', performance: 90, cookie: guest },
    { name: 'billing', path: '/billing', performance: 95, cookie: guest },
  ];
  const found: Metric[] = [];
  for (const { name, path, performance, cookie } of pages) {
    const scores = await lighthouseScores(url + path, cookie);
    const score = (kind: string, value: number, goal: number): Metric => ({
      name: `Lighthouse ${kind}, ${name}`,
      value,
      unit: '',
      better: 'higher',
      goal,
    });
    found.push(score('performance', scores.performance, performance));
    found.push(score('accessibility', scores.accessibility, 100));
  }
  return found;
}

async function guestCookie(by: Browser, url: string): Promise<string> {
  const { page, context } = await openPage(by);
  await continueAsGuest(page, url);
  const cookies = await context.cookies();
  await context.close();
  return cookies.map(({ name, value }) => `${name}=${value}`).join('; ');
}

function run(command: string, args: string[], cwd: string, mode?: Mode): void {
  execFileSync(command, args, { cwd, env: cleanEnv(mode), stdio: ['ignore', 'ignore', 'pipe'] });
}

/** `npm run dev` or `npm start` in the clone. @returns its address, once it answers */
async function serve(script: 'dev' | 'start'): Promise<string> {
  const port = String(await freePort());
  const secret = script === 'start' && { AUTH_SECRET: 'a-secret-only-for-this-benchmark-0123456789' };
  const child = spawn('npm', ['run', script, '--', '-p', port], {
    cwd: folder,
    env: { ...cleanEnv(script === 'dev' ? 'development' : 'production'), ...secret },
    stdio: 'ignore',
    detached: true,
  });
  servers.atEnd(() => endGroup(child));
  const url = `http://localhost:${port}`;
  const left = await leftOver(
    async () => {
      if (await answers(url)) return undefined;
      // Who was killed, as for want of memory, has no exit code.
      const end = child.exitCode ?? child.signalCode;
      if (end !== null) throw new Error(`npm run ${script} ended with ${end}.`);
      return `npm run ${script} does not answer`;
    },
    { withinMs: UP_WITHIN_MS, lookAgainMs: 20 },
  );
  if (left) throw new Error(left);
  return url;
}

/** npm doesn't pass signals on to what it runs: the whole group is told. */
async function endGroup(child: ChildProcess): Promise<void> {
  const hasEnded = child.exitCode !== null || child.signalCode !== null;
  const gone = hasEnded ? undefined : once(child, 'exit');
  try {
    if (child.pid) process.kill(-child.pid, 'SIGTERM');
  } catch {
    // Nobody of it is left.
  }
  await gone;
}

async function answers(url: string): Promise<boolean> {
  try {
    await fetch(`${url}/icon.svg`, { signal: AbortSignal.timeout(UP_WITHIN_MS) });
    return true;
  } catch {
    return false;
  }
}

type Mode = 'development' | 'production';

function cleanEnv(mode: Mode = 'development') {
  const { PATH, HOME, LANG } = process.env;
  return { PATH, HOME, LANG, NODE_ENV: mode, NEXT_TELEMETRY_DISABLED: '1' };
}

function seconds(name: string, sinceMs: number, goal?: number): Metric {
  return { name, value: (performance.now() - sinceMs) / 1000, unit: 's', better: 'lower', goal };
}
