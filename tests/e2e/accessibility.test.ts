import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { createDatabase } from '@/tests/support/create-database';
import { freePort } from '@/tests/support/free-port';
import { type App, startApp } from './support/app';
import { violationsOf } from './support/axe';
import { openBooks } from './support/books';
import { launchBrowser, openPage } from './support/browser';
import { continueAsGuest, say } from './support/journey';

describe('every page', () => {
  let app: App;
  let browser: Browser;

  beforeAll(async () => {
    const databaseUrl = await createDatabase(inject('postgresUrl'));
    const books = await openBooks(databaseUrl);
    await books.close();
    const port = await freePort();
    // With a mail server there is a page more; it is sent nothing.
    const mail = {
      SMTP_URL: 'smtp://localhost',
      MAIL_FROM: 'hello@example.com',
      AUTH_URL: `http://localhost:${port}`,
    };
    [app, browser] = await Promise.all([
      startApp({ port, env: { DATABASE_URL: databaseUrl, ...mail } }),
      launchBrowser(),
    ]);
  });
  afterAll(async () => {
    await browser.close();
    await app.stop();
  });

  it.concurrent.each([
    ['light', 1280, 800],
    ['dark', 1280, 800],
    ['light', 390, 844],
    ['dark', 390, 844],
  ] as const)(
    'is sound to axe, fits the screen and leaves the console quiet: %s, %i px',
    async (colorScheme, width, height) => {
      const { page, complaints } = await openPage(browser, { colorScheme, viewport: { width, height } });
      const found: unknown[] = [];
      const check = async (name: string) => found.push(...(await faultsOf(page, name)));

      for (const path of ['/', '/sign-in', '/sign-up', '/forgot-password', '/new-password']) {
        await page.goto(app.url + path);
        await check(path);
      }
      await continueAsGuest(page, app.url);
      await check('empty chat');
      await page.goto(`${app.url}/billing`);
      await check('empty billing');
      await page.goto(`${app.url}/chat`);
      await say(page, 'What does this cost?');
      await check('chat with a reply');
      await page.goto(`${app.url}/billing`);
      await page
        .getByRole('link', { name: /, receipt$/ })
        .first()
        .waitFor();
      await check('billing');
      await page
        .getByRole('link', { name: /, receipt$/ })
        .first()
        .click();
      await page.waitForURL('**/billing/events/*');
      await check('receipt');

      expect(found).toEqual([]);
      expect(complaints).toEqual([]);
    },
  );
});

async function faultsOf(page: Page, name: string) {
  const violations = await violationsOf(page);
  const overflow = await page.evaluate(
    () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
  );
  return [
    ...violations.map((violation) => ({ page: name, ...violation })),
    ...(overflow > 0 ? [{ page: name, rule: 'wider than the screen', overflow }] : []),
  ];
}
