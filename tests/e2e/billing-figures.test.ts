import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ledgerTotals } from '@/lib/billing/testing/compare';
import { StartedParts } from '@/tests/support/started-parts';
import { faultsOf } from './support/axe';
import { type BillingApp, shiftsOf, startBillingApp } from './support/billing-app';

describe('the figures of the billing page', () => {
  const parts = new StartedParts();
  let billing: BillingApp;
  beforeAll(async () => {
    billing = await startBillingApp(parts);
  });
  afterAll(() => parts.end());

  it('draws the eight biggest models, and all others as one', async () => {
    const models = Array.from({ length: 11 }, (_, index) => `model-${index}`);
    const entries = await billing.use({ userId: billing.strangerId, count: 200, seed: 3, models });
    const { page, complaints } = await billing.open('/billing?range=7d&metric=tokens', {
      client: billing.stranger,
    });
    const tokens = models
      .map((name) => ({
        name,
        tokens: ledgerTotals(entries.filter(({ model }) => model === name)).totalTokens,
      }))
      .sort((a, b) => b.tokens - a.tokens);
    const others = tokens.slice(8).reduce((sum, each) => sum + each.tokens, 0);
    const drawn = [...tokens.slice(0, 8), { name: 'Other', tokens: others }];
    await page.getByRole('img', { name: 'Tokens by model' }).waitFor();
    // As the elements have it: a page whose styles are still coming has no line breaks.
    const legend = await page
      .locator('#usage li')
      .evaluateAll((items) =>
        items.map((item) =>
          [...item.querySelectorAll('span:not([aria-hidden])')].map(({ textContent }) => textContent),
        ),
      );
    expect(legend).toEqual(drawn.map(({ name, tokens }) => [name, tokens.toLocaleString('en-GB')]));
    expect(await page.locator('#usage svg path[fill="var(--chart-other)"]').count()).toBe(1);
    expect(complaints).toEqual([]);
  });

  it.each([
    [1440, 1080],
    [768, 1024],
    [390, 844],
  ])('moves nothing when the figures of a slow meter come: %i px', async (width, height) => {
    const letGo = billing.meter.hold();
    const { page, complaints } = await billing.open('/billing?range=7d', { width, height });
    await page.locator('#events tbody tr').first().waitFor();
    expect(await page.getByRole('img', { name: 'Cost by model' }).count()).toBe(0);
    // On a phone it is below what can be seen, where the browser counts no shift.
    const topOfLog = await documentTop(page, '#events');
    letGo();
    await page.getByRole('img', { name: 'Cost by model' }).waitFor();
    expect(await documentTop(page, '#events')).toBe(topOfLog);
    expect(await shiftsOf(page)).toEqual([]);
    expect(await faultsOf(page, 'all figures')).toEqual([]);
    expect(complaints).toEqual([]);
  });

  it('says that the meter is away in place of its figures, and reads them when told to try again', async () => {
    billing.meter.away = true;
    await billing.book({ userId: billing.adaId, count: 3, seed: 4 });
    const letGo = billing.meter.hold();
    const { page } = await billing.open('/billing?range=7d');
    await page.locator('#events tbody tr').first().waitFor();
    letGo();
    await page.getByText('The meter can’t be reached').waitFor();
    expect(await shiftsOf(page)).toEqual([]);
    for (const part of ['Totals', 'Usage', 'Breakdown'])
      await page.getByRole('region', { name: part }).getByRole('link', { name: 'Retry' }).waitFor();
    await page.getByText('3 events are still on their way.').waitFor();
    expect(await faultsOf(page, 'the meter away, and events on their way')).toEqual([]);
    billing.meter.away = false;
    await page.getByRole('region', { name: 'Usage' }).getByRole('link', { name: 'Retry' }).click();
    await page.getByRole('img', { name: 'Cost by model' }).waitFor();
  });
});

/** How far below the top of the document something begins, in pixels. */
function documentTop(page: Page, selector: string): Promise<number> {
  return page.locator(selector).evaluate((element) => element.getBoundingClientRect().top + window.scrollY);
}
