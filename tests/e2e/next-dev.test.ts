import { join } from 'node:path';
import { expect, it, onTestFinished, type TestContext } from 'vitest';
import { temporaryFolder } from '@/tests/support/temporary-folder';
import { type App, startApp } from './support/app';
import { launchBrowser, openPage } from './support/browser';
import {
  chatTotal,
  continueAsGuest,
  figure,
  parseUsageLine,
  say,
  textIn,
  titled,
  usageLines,
} from './support/journey';

/** What is asked for is compiled first, while other tests want the processor, too. */
const COMPILES_WITHIN_MS = 120_000;

/** `npm run dev`, as the README begins: nothing is set, not even a secret. What it compiles lies beside the build. */
it('takes a guest to the bill under `next dev`, and knows them after a restart', {
  timeout: 600_000,
}, async (test) => {
  const env = { DATA_DIR: join(await temporaryFolder(), 'data') };
  const first = await startDev({ env }).catch((error: unknown) => skipWhereOneRuns(test, error));
  const browser = await launchBrowser();
  onTestFinished(() => browser.close());
  const { page } = await openPage(browser);
  page.setDefaultTimeout(COMPILES_WITHIN_MS);
  await continueAsGuest(page, first.url, '/');
  const line = parseUsageLine(await say(page, 'What is a token?'));
  expect(line.completionTokens).toBeGreaterThan(0);
  await titled(page, 'What a token is');
  const [chatUrl, total] = [page.url(), await chatTotal(page)];

  await page.goto('about:blank');
  await first.stop();
  await startDev({ env, port: Number(new URL(first.url).port) });
  await page.goto(chatUrl);
  expect(parseUsageLine(await textIn(usageLines(page)))).toEqual(line);
  await page.goto(`${first.url}/billing`);
  await expect
    .poll(async () => {
      await page.reload();
      return figure(page, 'Spend');
    })
    .toBe(total);
});

async function startDev(options: { env: Record<string, string>; port?: number }): Promise<App> {
  const app = await startApp({ command: 'dev', upWithinMs: COMPILES_WITHIN_MS, ...options });
  onTestFinished(async () => {
    await app.stop();
  });
  return app;
}

/**
 * Skips the test where a developer has the app running: of one folder, Next.js serves but one at a time. Only what the first
 * start says may do that: later on it is our own that runs.
 */
function skipWhereOneRuns(test: TestContext, error: unknown): never {
  if (!/Another .* server is already running/.test(String(error))) throw error;
  return test.skip('`npm run dev` runs in this folder.');
}
