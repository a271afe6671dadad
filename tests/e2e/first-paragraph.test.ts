import { join } from 'node:path';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest';
import { newKey } from '@/lib/api-keys/key-format';
import { StartedParts } from '@/tests/support/started-parts';
import { temporaryFolder } from '@/tests/support/temporary-folder';
import { type App, startApp } from './support/app';
import { launchBrowser, openPage } from './support/browser';
import { turn } from './support/client';
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

/** What the README promises of a fresh clone: nothing is set, so everything is embedded. */
describe('a fresh clone', () => {
  const parts = new StartedParts();
  let app: App;
  let starting: Promise<App>;
  let browser: Browser;
  let env: Record<string, string>;

  beforeAll(async () => {
    env = { DATA_DIR: join(await temporaryFolder(parts.atEnd), 'data') };
    [, browser] = await Promise.all([
      parts.start(start(), async () => (await starting).stop()),
      parts.start(launchBrowser(), (each) => each.close()),
    ]);
  });
  afterAll(() => parts.end());

  /** Starts the app, also in place of one that has ended: the last one is ended after the browser. */
  async function start(port?: number): Promise<void> {
    starting = startApp({ env, port });
    app = await starting;
  }

  it('takes a guest from the first click to the bill, and keeps it all over a restart', async () => {
    const { page, complaints } = await openPage(browser);
    await continueAsGuest(page, app.url, '/');
    const line = parseUsageLine(await say(page, 'What is a token?'));
    expect(line.promptTokens).toBeGreaterThan(0);
    expect(line.completionTokens).toBeGreaterThan(0);
    const chatUrl = page.url();
    // The demo has a title for it; like the reply, it is on the bill.
    await titled(page, 'What a token is');
    const total = await chatTotal(page);

    await page.goto(`${app.url}/billing`);
    await expect
      .poll(async () => {
        await page.reload();
        return { requests: await figure(page, 'Requests'), spend: await figure(page, 'Spend') };
      })
      .toEqual({ requests: '2', spend: total });
    await page.getByRole('img', { name: /by model/i }).waitFor();
    expect(await page.getByRole('link', { name: /, receipt$/ }).count()).toBe(2);

    // What a page still loads when its server stops would be a complaint of the browser's.
    await page.goto('about:blank');
    await app.stop();
    await start(Number(new URL(app.url).port));
    await page.goto(chatUrl);
    await page.getByText('What is a token?').first().waitFor();
    expect(parseUsageLine(await textIn(usageLines(page)))).toEqual(line);
    await page.goto(`${app.url}/billing`);
    expect(await figure(page, 'Spend')).toBe(total);
    expect(complaints).toEqual([]);
  });

  it('keeps a guest’s chats and usage when they sign up, sign out and sign in', async () => {
    const { page, complaints } = await openPage(browser);
    await continueAsGuest(page, app.url);
    await say(page, 'Hello!');
    await titled(page, 'Hello');
    const total = await chatTotal(page);
    const email = `${crypto.randomUUID()}@example.com`;

    await page.goto(`${app.url}/sign-up`);
    await page.getByLabel('E-mail').fill(email);
    await page.getByLabel('Password').fill('correct horse battery');
    await page.getByRole('button', { name: 'Create account' }).click();
    await page.waitForURL('**/chat');
    await page.getByRole('button', { name: 'Account:' }).click();
    await page.getByRole('button', { name: 'Sign out', exact: true }).click();
    await page.waitForURL((url) => !url.pathname.startsWith('/chat'));

    await page.goto(`${app.url}/billing`);
    await page.waitForURL('**/sign-in?next=*');
    await page.getByLabel('E-mail').fill(email);
    await page.getByLabel('Password').fill('correct horse battery');
    await page.getByRole('button', { name: 'Sign in', exact: true }).click();
    await page.waitForURL('**/billing');
    // Its title may be on its way to the meter.
    await expect
      .poll(async () => {
        await page.reload();
        return figure(page, 'Spend');
      })
      .toBe(total);
    await page.goto(`${app.url}/chat`);
    await page.getByRole('link', { name: 'Hello' }).waitFor();
    expect(complaints).toEqual([]);
  });

  it('says on a second server of the same folder that the first has its database open', async () => {
    const { page, complaints } = await openPage(browser);
    await continueAsGuest(page, app.url);
    const second = await startApp({ env });
    onTestFinished(async () => void (await second.stop()));

    // Cookies know no ports: who is signed in on the first is so on the second.
    const chat = await page.request.post(`${second.url}/api/chat`, { data: turn('Hello!') });
    const headers = { authorization: `Bearer ${newKey().key}` };
    const api = await page.request.get(`${second.url}/v1/models`, { headers });
    const billing = await page.request.get(`${second.url}/billing`);
    expect([chat, api, billing].map((answer) => answer.status())).toEqual([503, 503, 200]);
    for (const answer of [chat, api]) {
      const message = expect.stringContaining('another process has it open');
      expect(await answer.json()).toMatchObject({ error: { code: 'database_unreachable', message } });
    }
    expect(await billing.text()).toContain('These figures can’t be read right now. Nothing is lost.');
    expect(second.output()).toContain('is open in another process. Stop that process, set DATA_DIR to');

    await page.goto(`${second.url}/chat`);
    await page.getByText('This page could not be shown: the database can’t be reached').waitFor();
    await page.context().clearCookies();
    await page.goto(`${second.url}/sign-in`);
    // The page before complained that it failed.
    complaints.splice(0);
    await page.getByRole('button', { name: 'Continue as guest' }).click();
    await page.getByRole('alert').filter({ hasText: 'another process has it open' }).waitFor();
    expect(complaints).toEqual([]);
  });
});
