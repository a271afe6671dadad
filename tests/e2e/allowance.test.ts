import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { balances } from '@/lib/db/schema';
import { parseUsd } from '@/lib/money';
import { StartedParts } from '@/tests/support/started-parts';
import { faultsOf } from './support/axe';
import { launchBrowser, openPage } from './support/browser';
import { composer, continueAsGuest, messageList, send, usageLines } from './support/journey';
import { type Stack, startStack } from './support/stack';

const ALLOWANCE_USD = '0.0025';
/** What 256 output tokens cost, at the demo's $2 per million. */
const LEAST_REPLY_USD = '0.000512';

describe('a small allowance', () => {
  const parts = new StartedParts();
  let browser: Browser;
  let stack: Stack;

  beforeAll(async () => {
    [stack, browser] = await Promise.all([
      parts.start(startStack({ env: { GUEST_ALLOWANCE_USD: ALLOWANCE_USD } }), (each) => each.stop()),
      parts.start(launchBrowser(), (each) => each.close()),
    ]);
  });
  afterAll(() => parts.end());

  it('is used to its end, and never beyond; nothing that is deleted gives any of it back', async () => {
    const { page } = await openPage(browser);
    await continueAsGuest(page, stack.app.url);
    await send(page, '/long');
    await usageLines(page).waitFor();
    const cut = messageList(page).getByText('Your allowance ended this reply.');
    await cut.waitFor();
    expect(await faultsOf(page, 'cut by the allowance')).toEqual([]);
    await page.reload();
    await cut.waitFor();

    await send(page, 'Go on');
    const card = page.getByRole('alert', { name: 'Problem' });
    await card.getByText('Your allowance for this month is used up').waitFor();
    for (const name of ['Used', 'Limit', 'Resets']) await card.getByText(name, { exact: true }).waitFor();

    await page.getByRole('link', { name: '/long' }).hover();
    await page.getByRole('button', { name: 'More about “/long”' }).click();
    await page.getByRole('menuitem', { name: 'Delete' }).click();
    await page.waitForURL('**/chat');
    await send(page, 'Hello again!');
    await card.getByText('Your allowance for this month is used up').waitFor();
    await page.reload();
    await page.getByText('A message of yours was not sent.').waitFor();
    expect(await faultsOf(page, 'a chat that is not there, whose message was not sent')).toEqual([]);
    await page.goto(`${stack.app.url}/chat`);
    await expect.poll(() => composer(page).inputValue()).toBe('Hello again!');

    const [balance] = await stack.books.db.select().from(balances);
    expect(balance?.heldPico).toBe(0n);
    expect(balance?.usedPico).toBeLessThanOrEqual(parseUsd(ALLOWANCE_USD));
    expect(balance?.usedPico).toBeGreaterThan(parseUsd(ALLOWANCE_USD) - 2n * parseUsd(LEAST_REPLY_USD));
  });
});
