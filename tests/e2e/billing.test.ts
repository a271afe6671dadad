import type { Locator, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { StartedParts } from '@/tests/support/started-parts';
import { faultsOf } from './support/axe';
import { type BillingApp, startBillingApp } from './support/billing-app';
import { errorOf } from './support/client';
import { figure } from './support/journey';

describe('the billing page', () => {
  const parts = new StartedParts();
  let billing: BillingApp;
  beforeAll(async () => {
    billing = await startBillingApp(parts);
  });
  afterAll(() => parts.end());

  it('reads out a bar under the pointer and by the keyboard, with the numbers of the table', async () => {
    const { page, complaints } = await billing.open('/billing?range=7d');
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
    expect(await faultsOf(page, 'a bar read out, beside the table')).toEqual([]);
    expect(complaints).toEqual([]);
  });

  it('narrows everything to what is clicked in the breakdown; a second click undoes it', async () => {
    const { page, complaints } = await billing.open('/billing?range=7d');
    const before = await figure(page, 'Spend');
    const item = page.locator('#breakdown li a').first();
    await item.waitFor();
    // As the elements have it: a page whose styles are still coming has no line breaks.
    const [, model, cost] = await item.locator('span').allTextContents();
    await item.click();
    await page.waitForURL(`**/billing?range=7d&model=${model}`);
    await expect.poll(() => figure(page, 'Spend')).toBe(cost);
    const shown = page.locator('#events tbody tr td:nth-child(2) > span:first-child');
    expect(new Set(await shown.allInnerTexts())).toEqual(new Set([model]));
    expect(await faultsOf(page, 'narrowed to a model')).toEqual([]);
    await item.click();
    await page.waitForURL('**/billing?range=7d');
    await expect.poll(() => figure(page, 'Spend')).toBe(before);
    expect(complaints).toEqual([]);
  });

  it('has the whole view in its link, a range of one’s own too', async () => {
    const { page } = await billing.open('/billing');
    for (const name of ['Custom', 'Tokens', 'API key', 'Cumulative'])
      await chosen(page.getByRole('main'), name);
    await page.getByLabel('First day').fill('2026-01-05');
    await page.getByLabel('Last day').fill('2026-01-06');
    await page.getByRole('button', { name: 'Show' }).click();
    await page.waitForURL('**from=2026-01-05&to=2026-01-06**');
    await chosen(page.getByRole('main'), 'Hour');
    const { page: colleague } = await billing.open(new URL(page.url()).pathname + new URL(page.url()).search);
    for (const name of ['Custom', 'Tokens', 'API key', 'Cumulative', 'Hour'])
      await colleague.locator('[aria-current]', { hasText: name }).waitFor();
    await colleague.getByText('No usage in this view.').first().waitFor();
    expect(await faultsOf(colleague, 'a range of one’s own, without usage')).toEqual([]);
  });

  it('remembers the time zone that was chosen once', async () => {
    const { page } = await billing.open('/billing');
    await page.getByRole('button', { name: 'Local time' }).click();
    await page.getByText('Europe/Berlin').waitFor();
    await page.goto(`${billing.app.url}/billing`);
    await page.getByText('Europe/Berlin').waitFor();
  });

  it('goes on with older events in place when their end is scrolled into view, and opens the receipt of each', async () => {
    const { page, complaints } = await billing.open('/billing?range=7d');
    const rows = page.locator('#events tbody tr');
    const heights = new Set<number>();
    for (const count of [25, 50, 60]) {
      await expect.poll(() => rows.count()).toBe(count);
      // The first is read while the page comes to life.
      if (count > 25) heights.add(await page.evaluate(() => document.documentElement.scrollHeight));
      if (count < 60) await page.locator('#events tfoot').scrollIntoViewIfNeeded();
    }
    // They scroll within the log, with all that only screen readers see.
    expect(heights.size).toBe(1);
    const ids = await rows.locator('td:first-child a').evaluateAll((links) => links.map(String));
    expect(new Set(ids).size).toBe(60);
    expect(await page.getByRole('link', { name: 'Older events' }).count()).toBe(0);
    const oldest = rows.filter({ hasNotText: 'unpriced' }).last();
    const cost = await oldest.locator('td:nth-child(7)').innerText();
    await oldest.getByRole('link', { name: /, receipt$/ }).click();
    await page.waitForURL('**/billing/events/*');
    await page.getByRole('cell', { name: cost, exact: true }).waitFor();
    expect(complaints).toEqual([]);
  });

  it('opens the receipt wherever its row is clicked, and leads back to the same view', async () => {
    const { page } = await billing.open('/billing?range=7d&tz=Asia/Kathmandu');
    const row = page.locator('#events tbody tr').first();
    const model = await row.locator('td:nth-child(2) > span:first-child').innerText();
    // Rows come to life with the script, a moment after they are there.
    const clickUntilItLeads = () => {
      document.querySelector<HTMLElement>('#events tbody td:nth-child(7)')?.click();
      return location.pathname.startsWith('/billing/events/');
    };
    await page.waitForFunction(clickUntilItLeads, undefined, { polling: 200 });
    await page.getByRole('region', { name: 'Receipt' }).getByRole('heading', { name: model }).waitFor();
    await page.getByText('GMT+5:45').first().waitFor();
    await page.getByRole('navigation', { name: 'Back' }).getByRole('link', { name: 'Billing' }).click();
    await page.locator('[aria-current]', { hasText: '7 d' }).waitFor();
    expect(new URL(page.url()).searchParams.get('tz')).toBe('Asia/Kathmandu');
  });

  it('draws nothing of the log over the head of the page', async () => {
    const { page } = await billing.open('/billing?range=7d', { height: 600 });
    // With its styles, which place the head.
    await page.waitForLoadState();
    const columns = page.locator('#events thead');
    await columns.evaluate((head) => window.scrollBy(0, head.getBoundingClientRect().top - 20));
    const drawn = await columns.evaluate((head) => {
      const { left, top, height } = head.getBoundingClientRect();
      return document.elementFromPoint(left + 20, top + height / 2)?.closest('header, thead')?.tagName;
    });
    expect(drawn).toBe('HEADER');
  });

  it('goes on with older events by a link where there is no script', async () => {
    const { page } = await billing.open('/billing?range=7d', { javaScriptEnabled: false });
    const receipt = page
      .locator('#events tbody tr')
      .first()
      .getByRole('link', { name: /, receipt$/ });
    const newest = await receipt.getAttribute('href');
    await page.getByRole('link', { name: 'Older events' }).click();
    await page.getByRole('link', { name: 'Back to the newest' }).waitFor();
    expect(await receipt.getAttribute('href')).not.toBe(newest);
  });

  it('answers 404 to ids that are somebody else’s, as if there were none', async () => {
    const [entry] = await billing.books.entries();
    const paths = [
      `/billing/events/${entry?.generationId}`,
      `/billing?chat=${billing.chatIds[0]}`,
      `/billing?key=${billing.keyIds[0]}`,
      `/billing/export/events?chat=${billing.chatIds[0]}`,
      `/billing/export/usage?key=${billing.keyIds[0]}`,
    ];
    for (const path of paths) {
      expect([path, (await billing.ada.fetch(path)).status]).toEqual([path, 200]);
      expect([path, (await billing.stranger.fetch(path)).status]).toEqual([path, 404]);
    }
  });

  it('stops replies at the budget when told to, and says so', async () => {
    await billing.useUp('0.02');
    const { page } = await billing.open('/billing');
    await page.getByLabel('Dollars a period').fill('0.01');
    await page.getByLabel('Stop at this sum').check();
    await page.getByRole('button', { name: 'Save' }).click();
    await page.getByText('Reached: no new replies').waitFor();
    await page.getByText('Used up: no new replies that are charged.').waitFor();
    await page.getByRole('link', { name: '100 % of your budget reached' }).waitFor();
    expect(await faultsOf(page, 'a budget that is used up')).toEqual([]);
    const refusal = await errorOf(await billing.ada.say('Hello'));
    expect(refusal).toMatchObject({
      status: 402,
      message: expect.stringContaining('You chose to stop at $0.01'),
    });
    await page.getByLabel('Dollars a period').fill('');
    await page.getByRole('button', { name: 'Save' }).click();
    await page.getByText('Write the sum to stop at').waitFor();
    await page.getByLabel('Stop at this sum').uncheck();
    await page.getByRole('button', { name: 'Save' }).click();
    await page.getByText('Reached: no new replies').waitFor({ state: 'detached' });
  });
});

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
