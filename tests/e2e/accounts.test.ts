import { randomUUID } from 'node:crypto';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { createDatabase } from '@/tests/support/create-database';
import { freePort } from '@/tests/support/free-port';
import { startMailServer } from '@/tests/support/mail-server';
import { StartedParts } from '@/tests/support/started-parts';
import { type App, startApp } from './support/app';
import { faultsOf } from './support/axe';
import { openBooks } from './support/books';
import { launchBrowser, openPage } from './support/browser';

const FORGOT = 'Forgot your password?';

describe('somebody with an account', () => {
  const parts = new StartedParts();
  let app: App;
  let browser: Browser;
  let mail: Awaited<ReturnType<typeof startMailServer>>;

  beforeAll(async () => {
    const databaseUrl = await createDatabase(inject('postgresUrl'));
    await (await openBooks(databaseUrl)).close();
    const port = await freePort();
    mail = await parts.start(startMailServer(), (each) => each.stop());
    const env = {
      DATABASE_URL: databaseUrl,
      SMTP_URL: mail.urlWith('p@ss'),
      MAIL_FROM: 'Tokentally <hello@example.com>',
      AUTH_URL: `http://localhost:${port}`,
    };
    [app, browser] = await Promise.all([
      parts.start(startApp({ env, port }), (each) => each.stop()),
      parts.start(launchBrowser(), (each) => each.close()),
    ]);
  });
  afterAll(() => parts.end());

  it('chooses a new password by a link in a mail when they forgot theirs, and is signed out everywhere else', async () => {
    const email = `${randomUUID()}@example.com`;
    const elsewhere = await openPage(browser);
    await elsewhere.page.goto(`${app.url}/sign-up`);
    await signWith(elsewhere.page, email, 'correct horse', 'Create account');
    await elsewhere.page.waitForURL('**/chat');

    const { page, complaints } = await openPage(browser);
    await askForLink(page, email);
    const link = await linkTo(email);
    await page.goto(link);
    await page.getByText(email).waitFor();
    expect(await faultsOf(page, 'a link to a new password')).toEqual([]);
    await page.getByLabel('Password').fill('short');
    await page.getByRole('button', { name: 'Save and sign in' }).click();
    await page.getByRole('alert').filter({ hasText: 'Use a password of 8 to 200 characters.' }).waitFor();
    await page.getByLabel('Password').fill('battery staple');
    await page.getByRole('button', { name: 'Save and sign in' }).click();
    await page.waitForURL('**/chat');

    await expect
      .poll(async () => {
        await elsewhere.page.goto(`${app.url}/billing`);
        return new URL(elsewhere.page.url()).pathname;
      })
      .toBe('/sign-in');
    await page.goto(`${app.url}/billing`);
    expect(new URL(page.url()).pathname).toBe('/billing');

    await elsewhere.page.goto(link);
    await elsewhere.page.getByRole('alert').filter({ hasText: 'This link is over' }).waitFor();
    await elsewhere.page.getByRole('link', { name: 'Ask for a new link' }).click();
    await elsewhere.page.getByRole('heading', { name: FORGOT }).waitFor();
    expect([...complaints, ...elsewhere.complaints]).toEqual([]);
  });

  it('reads the same as somebody without one, who gets no mail', async () => {
    const { page, complaints } = await openPage(browser);
    const unknown = `${randomUUID()}@example.com`;
    await askForLink(page, unknown);
    // Whatever the first had started would have been sent before the mail for the second.
    const known = `${randomUUID()}@example.com`;
    await page.goto(`${app.url}/sign-up`);
    await signWith(page, known, 'correct horse', 'Create account');
    await page.waitForURL('**/chat');
    await page.context().clearCookies();
    await askForLink(page, known);
    await linkTo(known);
    expect(mail.received.flatMap(({ to }) => to)).not.toContain(unknown);
    expect(complaints).toEqual([]);
  });

  it('changes a password they know the same way, from the account menu', async () => {
    const email = `${randomUUID()}@example.com`;
    const { page, complaints } = await openPage(browser);
    await page.goto(`${app.url}/sign-up`);
    await signWith(page, email, 'correct horse', 'Create account');
    await page.waitForURL('**/chat');
    await page.getByRole('button', { name: 'Account:' }).click();
    await page.getByRole('link', { name: 'Change password' }).click();
    await page.getByRole('heading', { name: 'Change your password' }).waitFor();
    expect(await page.getByLabel('E-mail').inputValue()).toBe(email);
    await page.getByRole('button', { name: 'Send the link' }).click();
    await page.goto(await linkTo(email));
    await page.getByLabel('Password').fill('battery staple');
    await page.getByRole('button', { name: 'Save and sign in' }).click();
    await page.waitForURL('**/chat');
    expect(complaints).toEqual([]);
  });

  it('signs out on all devices, and in again at once', async () => {
    const email = `${randomUUID()}@example.com`;
    const [here, elsewhere] = [await openPage(browser), await openPage(browser)];
    await here.page.goto(`${app.url}/sign-up`);
    await signWith(here.page, email, 'correct horse', 'Create account');
    await here.page.waitForURL('**/chat');
    const signIn = async (page: Page) => {
      await page.goto(`${app.url}/sign-in`);
      await signWith(page, email, 'correct horse', 'Sign in');
      await page.waitForURL('**/chat');
    };
    await signIn(elsewhere.page);
    await here.page.getByRole('button', { name: 'Account:' }).click();
    await here.page.getByRole('button', { name: 'Sign out on all devices' }).click();
    await here.page.waitForURL('**/sign-in');
    await expect
      .poll(async () => {
        await elsewhere.page.goto(`${app.url}/billing`);
        return new URL(elsewhere.page.url()).pathname;
      })
      .toBe('/sign-in');
    await signIn(here.page);
    await here.page.goto(`${app.url}/billing`);
    expect(new URL(here.page.url()).pathname).toBe('/billing');
    expect([...here.complaints, ...elsewhere.complaints]).toEqual([]);
  });

  it('gets a link without JavaScript, too', async () => {
    const email = `${randomUUID()}@example.com`;
    const { page } = await openPage(browser, { javaScriptEnabled: false });
    await page.goto(`${app.url}/sign-up`);
    await signWith(page, email, 'correct horse', 'Create account');
    await page.context().clearCookies();
    await askForLink(page, email);
    await page.goto(await linkTo(email));
    await page.getByLabel('Password').fill('battery staple');
    await page.getByRole('button', { name: 'Save and sign in' }).click();
    await page.waitForURL('**/chat');
  });

  async function askForLink(page: Page, email: string): Promise<void> {
    await page.goto(`${app.url}/sign-in`);
    await page.getByRole('link', { name: FORGOT }).click();
    await page.getByRole('heading', { name: FORGOT }).waitFor();
    await page.getByLabel('E-mail').fill(email);
    await page.getByRole('button', { name: 'Send the link' }).click();
    await page
      .getByRole('status')
      .filter({ hasText: `If ${email} has an account here` })
      .waitFor();
  }

  /** The link in the mail to this address, once it has come. */
  async function linkTo(email: string): Promise<string> {
    const link = () => {
      const body = mail.received.find(({ to }) => to.includes(email))?.message.replaceAll(/=\r?\n/g, '');
      return body && /http:\S+/.exec(body)?.[0].replaceAll('=3D', '=');
    };
    await expect.poll(link).toBeDefined();
    return link() ?? '';
  }
});

async function signWith(page: Page, email: string, password: string, button: string): Promise<void> {
  await page.getByLabel('E-mail').fill(email);
  await page.getByLabel('Password').fill(password);
  await page.getByRole('button', { name: button }).click();
}
