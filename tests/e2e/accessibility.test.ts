import { randomUUID } from 'node:crypto';
import type { Browser } from 'playwright-core';
import { createElement } from 'react';
import { renderToStaticMarkup } from 'react-dom/server';
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import GlobalError from '@/app/global-error';
import { createDatabase } from '@/tests/support/create-database';
import { freePort } from '@/tests/support/free-port';
import { StartedParts } from '@/tests/support/started-parts';
import { type App, startApp } from './support/app';
import { faultsOf } from './support/axe';
import { openBooks } from './support/books';
import { launchBrowser, openPage } from './support/browser';
import { continueAsGuest, say } from './support/journey';

/** What the app knows, and no page may say. */
const SECRETS = {
  AUTH_SECRET: 'a-secret-that-encrypts-sessions-0123456789',
  AUTH_GITHUB_SECRET: 'a-secret-of-github',
  CRON_SECRET: 'a-secret-of-the-cron-job',
  EMBEDDED_OPENMETER_KEY: 'a-secret-of-the-meter',
};

describe('every page', () => {
  const parts = new StartedParts();
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
    // With a provider of accounts there is another; it is asked nothing.
    const env = { DATABASE_URL: databaseUrl, ...mail, AUTH_GITHUB_ID: 'an-id', ...SECRETS };
    [app, browser] = await Promise.all([
      parts.start(startApp({ port, env }), (each) => each.stop()),
      parts.start(launchBrowser(), (each) => each.close()),
    ]);
  });
  afterAll(() => parts.end());

  it.concurrent.each([
    [1280, 800],
    [390, 844],
  ])(
    'is sound to axe, light and dark, fits the screen, leaves the console quiet and has no secret: %i px',
    async (width, height) => {
      const { page, complaints } = await openPage(browser, {
        colorScheme: 'light',
        viewport: { width, height },
      });
      const found: unknown[] = [];
      const check = async (name: string) => {
        const html = await page.content();
        const told = Object.entries(SECRETS).filter(([, value]) => html.includes(value));
        found.push(...(await faultsOf(page, name)), ...told.map(([secret]) => `${name} has ${secret}`));
      };

      for (const path of ['/', '/sign-in', '/sign-up', '/forgot-password', '/new-password']) {
        await page.goto(app.url + path);
        await check(path);
      }
      await page.goto(`${app.url}/nowhere`);
      await check('no page');
      // The browser itself complains of the status.
      expect(complaints.splice(0)).toEqual([expect.stringContaining('404')]);
      await continueAsGuest(page, app.url);
      for (const path of ['/docs/api', '/settings/api-keys']) {
        await page.goto(app.url + path);
        await check(path);
      }
      await page.getByRole('button', { name: 'New key' }).click();
      await check('a new key');
      await page.getByLabel('Name').fill('A program of mine');
      await page.getByRole('button', { name: 'Create the key' }).click();
      await page.getByRole('button', { name: 'Done' }).waitFor();
      await check('a key as it is shown once');
      await page.reload();
      await page.getByRole('list', { name: 'API keys' }).waitFor();
      await check('keys');
      await page.goto(`${app.url}/billing`);
      await check('empty billing');
      await page.goto(`${app.url}/chat`);
      await say(page, 'What does this cost?');
      await check('a reply with code');
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

      // A guest has no accounts to connect.
      await page.goto(`${app.url}/sign-up`);
      await page.getByLabel('E-mail').fill(`${randomUUID()}@example.com`);
      await page.getByLabel('Password').fill('correct horse');
      await page.getByRole('button', { name: 'Create account' }).click();
      await page.waitForURL('**/chat');
      await page.goto(`${app.url}/settings/accounts`);
      await page.getByRole('button', { name: 'Connect GitHub' }).waitFor();
      await check('/settings/accounts');

      // Nothing makes the built app show it, so it is shown by itself.
      await page.goto('about:blank');
      const globalError = renderToStaticMarkup(createElement(GlobalError, { retry() {} }));
      await page.setContent(`<!doctype html>${globalError}`);
      await check('what stands in for a page and its frame');

      expect(found).toEqual([]);
      expect(complaints).toEqual([]);
    },
  );
});
