import type { Browser, Locator, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { deliverAll, meterOf, newChats, newKeys, seedUsage } from '@/lib/billing/testing/seed';
import { users } from '@/lib/db/schema';
import { asId, type ChatId, type UserId } from '@/lib/ids';
import { createDatabase } from '@/tests/support/create-database';
import { type App, startApp } from './support/app';
import { openBooks } from './support/books';
import { launchBrowser, openPage } from './support/browser';
import { type Client, errorOf, signInAsGuest } from './support/client';
import { figure } from './support/journey';
import { type FakeMeter, startMeter } from './support/meter';

const HOUR_MS = 3_600_000;

/** One person with sixty events of the last five days, and the app in front of a meter that can be slow and away. */
describe('the billing page', () => {
  let app: App;
  let meter: FakeMeter;
  let browser: Browser;
  let books: Awaited<ReturnType<typeof openBooks>>;
  let ada: Client;
  let stranger: Client;
  let chatIds: ChatId[];
  let keyIds: string[];

  beforeAll(async () => {
    const databaseUrl = await createDatabase(inject('postgresUrl'));
    [books, browser] = await Promise.all([openBooks(databaseUrl), launchBrowser()]);
    meter = await startMeter(books.db);
    app = await startApp({ env: { DATABASE_URL: databaseUrl, OPENMETER_URL: meter.url } });
    ada = await signInAsGuest(app.url);
    const [row] = await books.db.select().from(users);
    const userId = asId<UserId>(row?.id ?? '');
    stranger = await signInAsGuest(app.url);
    chatIds = await newChats(books.db, userId, ['Tokens', 'Meters']);
    keyIds = await newKeys(books.db, userId, ['Laptop']);
    const [from, to] = [120, 1].map((hours) => new Date(Date.now() - hours * HOUR_MS));
    if (!from || !to) throw new Error('There is no time.');
    await seedUsage(books.db, { userId, count: 60, from, to, chatIds });
    await deliverAll(books.db, meterOf(books.db).client);
  });
  afterAll(async () => {
    await browser.close();
    await app.stop();
    await meter.close();
    await books.close();
  });

  async function open(path: string, { width = 1440, height = 1080, client = ada } = {}) {
    const opened = await openPage(browser, {
      viewport: { width, height },
    });
    await opened.context.addCookies(cookiesOf(client, app.url));
    await opened.page.addInitScript(OBSERVE_SHIFTS);
    await opened.page.goto(app.url + path, { waitUntil: 'commit' });
    return opened;
  }

  it('reads out a bar under the pointer and by the keyboard, with the numbers of the table', async () => {
    const { page, complaints } = await open('/billing?range=7d');
    await page.getByText('Show as a table').click();
    const [name, total] = await lastRow(page);
    const bars = page.getByRole('slider', { name: 'Read out a bar' });
    const box = await bars.boundingBox();
    await page.mouse.move((box?.x ?? 0) + (box?.width ?? 0) - 4, (box?.y ?? 0) + 20);
    await expect.poll(() => readout(page)).toEqual([name, total]);
    await page.mouse.move(0, 0);
    await expect.poll(() => readout(page)).not.toEqual([name, total]);
    await page.getByText('Show as a table').focus();
    await page.keyboard.press('Shift+Tab');
    await page.keyboard.press('End');
    await expect.poll(() => readout(page)).toEqual([name, total]);
    expect(await bars.getAttribute('aria-valuetext')).toContain(`${name}: ${total}`);
    expect(complaints).toEqual([]);
  });

  it('narrows everything to what is clicked in the breakdown; a second click undoes it', async () => {
    const { page, complaints } = await open('/billing?range=7d');
    const before = await figure(page, 'Spend');
    const item = page.locator('#breakdown li a').first();
    const [model, cost] = (await item.innerText()).split('\n');
    await item.click();
    await page.waitForURL(`**/billing?range=7d&model=${model}`);
    await expect.poll(() => figure(page, 'Spend')).toBe(cost);
    const shown = page.locator('#events tbody tr td:nth-child(2) > span:first-child');
    expect(new Set(await shown.allInnerTexts())).toEqual(new Set([model]));
    await item.click();
    await page.waitForURL('**/billing?range=7d');
    await expect.poll(() => figure(page, 'Spend')).toBe(before);
    expect(complaints).toEqual([]);
  });

  it('has the whole view in its link, a range of one’s own too', async () => {
    const { page } = await open('/billing');
    for (const name of ['Custom', 'Tokens', 'API key', 'Cumulative'])
      await chosen(page.getByRole('main'), name);
    await page.getByLabel('First day').fill('2026-01-05');
    await page.getByLabel('Last day').fill('2026-01-06');
    await page.getByRole('button', { name: 'Show' }).click();
    await page.waitForURL('**from=2026-01-05&to=2026-01-06**');
    await chosen(page.getByRole('main'), 'Hour');
    const { page: colleague } = await open(new URL(page.url()).pathname + new URL(page.url()).search);
    for (const name of ['Custom', 'Tokens', 'API key', 'Cumulative', 'Hour'])
      await colleague.locator('[aria-current]', { hasText: name }).waitFor();
    await colleague.getByText('No usage in this view.').first().waitFor();
  });

  it('remembers the time zone that was chosen once', async () => {
    const { page } = await open('/billing');
    await page.getByRole('button', { name: 'Local time' }).click();
    await page.getByText('Europe/Berlin').waitFor();
    await page.goto(`${app.url}/billing`);
    await page.getByText('Europe/Berlin').waitFor();
  });

  it('goes on with older events in place, and opens the receipt of each', async () => {
    const { page, complaints } = await open('/billing?range=7d');
    const rows = page.locator('#events tbody tr');
    for (const count of [25, 50, 60]) {
      await expect.poll(() => rows.count()).toBe(count);
      if (count < 60) await page.getByRole('link', { name: 'Older events' }).click();
    }
    expect(await page.getByRole('link', { name: 'Older events' }).count()).toBe(0);
    const cost = await rows.last().locator('td:nth-child(7)').innerText();
    await rows
      .last()
      .getByRole('link', { name: /, receipt$/ })
      .click();
    await page.waitForURL('**/billing/events/*');
    await page.getByRole('cell', { name: cost, exact: true }).waitFor();
    expect(complaints).toEqual([]);
  });

  it('answers 404 to ids that are somebody else’s, as if there were none', async () => {
    const [entry] = await books.entries();
    const paths = [
      `/billing/events/${entry?.generationId}`,
      `/billing?chat=${chatIds[0]}`,
      `/billing?key=${keyIds[0]}`,
      `/billing/export/events?chat=${chatIds[0]}`,
      `/billing/export/usage?key=${keyIds[0]}`,
    ];
    for (const path of paths) {
      expect([path, (await ada.fetch(path)).status]).toEqual([path, 200]);
      expect([path, (await stranger.fetch(path)).status]).toEqual([path, 404]);
    }
  });

  it('stops replies at the budget when told to, and says so', async () => {
    const { page } = await open('/billing');
    await page.getByLabel('Dollars a period').fill('0.01');
    await page.getByLabel('Stop at this sum').check();
    await page.getByRole('button', { name: 'Save' }).click();
    await page.getByText('Reached: no new replies').waitFor();
    await page.getByRole('link', { name: '100 % of your budget reached' }).waitFor();
    const refusal = await errorOf(await ada.say('Hello'));
    expect(refusal).toMatchObject({
      status: 402,
      message: expect.stringContaining('You chose to stop at $0.01'),
    });
    await page.getByLabel('Dollars a period').fill('');
    await page.getByRole('button', { name: 'Save' }).click();
    await page.getByText('Reached: no new replies').waitFor({ state: 'detached' });
  });

  it.each([
    [1440, 1080],
    [390, 844],
  ])('moves nothing when the figures of a slow meter come: %i px', async (width, height) => {
    const letGo = meter.hold();
    const { page, complaints } = await open('/billing?range=7d', { width, height });
    await page.locator('#events tbody tr').first().waitFor();
    expect(await page.getByRole('img', { name: 'Cost by model' }).count()).toBe(0);
    letGo();
    await page.getByRole('img', { name: 'Cost by model' }).waitFor();
    expect(await page.evaluate('globalThis.shifts')).toEqual([]);
    expect(complaints).toEqual([]);
  });

  it('says that the meter is away in place of its figures, and reads them when told to try again', async () => {
    meter.away = true;
    const letGo = meter.hold();
    const { page } = await open('/billing?range=7d');
    await page.locator('#events tbody tr').first().waitFor();
    letGo();
    await page.getByText('The meter can’t be reached').waitFor();
    expect(await page.evaluate('globalThis.shifts')).toEqual([]);
    for (const part of ['Totals', 'Usage', 'Breakdown'])
      await page.getByRole('region', { name: part }).getByRole('link', { name: 'Retry' }).waitFor();
    meter.away = false;
    await page.getByRole('region', { name: 'Usage' }).getByRole('link', { name: 'Retry' }).click();
    await page.getByRole('img', { name: 'Cost by model' }).waitFor();
  });
});

/** Runs in the browser: every shift of the layout that no input explains, and what moved. */
const OBSERVE_SHIFTS = `
  globalThis.shifts = [];
  new PerformanceObserver((list) => {
    for (const { hadRecentInput, value, sources } of list.getEntries())
      if (!hadRecentInput) shifts.push({ value, moved: sources.map(({ node }) => node?.parentElement?.outerHTML?.slice(0, 200)) });
  }).observe({ type: 'layout-shift', buffered: true });
`;

function cookiesOf({ cookie }: Client, url: string) {
  return cookie.split('; ').map((pair) => {
    const [name = '', ...value] = pair.split('=');
    return { name, value: value.join('='), url };
  });
}

/** What the legend reads out: the name of the bar, and its total. */
async function readout(page: Page): Promise<string[]> {
  const line = page.getByRole('region', { name: 'Usage' }).locator('p', { has: page.locator('strong') });
  return (await line.innerText()).split('\n');
}

/** The name and the total of the last bar, as the table has them. */
async function lastRow(page: Page): Promise<string[]> {
  const row = page.locator('#usage tbody tr').last();
  return [await row.locator('th').innerText(), await row.locator('td').last().innerText()];
}

/** Follows the link of a control, and waits until it is what the page shows. */
async function chosen(within: Locator, name: string): Promise<void> {
  await within.getByRole('link', { name, exact: true }).first().click();
  await within.locator('[aria-current]', { hasText: name }).first().waitFor();
}
