import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { apiApp } from '../support/api';
import { launchBrowser, openPage } from '../support/browser';
import { continueAsGuest } from '../support/journey';

describe('a person who wants to call the API', () => {
  const api = apiApp();
  let browser: Browser;
  beforeAll(async () => {
    browser = await launchBrowser();
  });
  afterAll(() => browser.close());

  it('makes a key, sees it once, tries it, edits it, replaces it and revokes it', async () => {
    const { page, complaints } = await openPage(browser);
    const url = new URL(api.url()).origin;
    await continueAsGuest(page, url);

    await page.goto(`${url}/settings/api-keys`);
    await page.getByText('You have no API keys yet.').waitFor();
    await page.getByRole('button', { name: 'New key' }).click();
    await page.getByLabel('Name').fill('My server');
    await page.getByLabel('Limit per month').fill('0.05');
    await page.getByRole('button', { name: 'Create the key' }).click();
    const key = await page.locator('dialog code').innerText();
    expect(key).toMatch(/^tt_live_/);
    await page.getByRole('button', { name: 'Done' }).click();
    await page.getByText('$0.00 of $0.05').waitFor();
    expect(await page.content()).not.toContain(key);
    await page.reload();
    expect(await page.content()).not.toContain(key.slice(-39));

    await page.goto(`${url}/docs/api`);
    await page.getByLabel('Your key').fill(key);
    const shownCall = page.getByRole('figure', { name: 'The call' });
    expect(await shownCall.innerText()).toContain(`curl ${api.url()}/chat/completions`);
    await page.getByRole('button', { name: 'Send it' }).click();
    await page.getByText(/^\d+ in · \d+ out · \$0\.\d+$/).waitFor();
    expect(await page.getByRole('status').innerText()).toContain('piece of text');
    expect(await page.content()).not.toContain(key);
    expect(await api.entries()).toMatchObject([{ via: 'api', basis: 'exact' }]);

    await page.goto(`${url}/settings/api-keys`);
    await page.getByRole('button', { name: 'Edit My server' }).click();
    await page.getByLabel('Limit per month').fill('0.5');
    await page.getByRole('button', { name: 'Save' }).click();
    await page.getByText('of $0.50').waitFor();
    await page.getByRole('button', { name: 'Replace My server' }).click();
    await page.getByRole('button', { name: 'Make the new key' }).click();
    const second = await page.locator('dialog code').innerText();
    await page.getByRole('button', { name: 'Done' }).click();
    await page.getByText('Old key works until').waitFor();
    expect(await page.content()).not.toContain(second);
    expect(await statuses(key, second)).toEqual([200, 200]);

    await page.getByRole('button', { name: 'Revoke My server' }).click();
    await page.getByRole('button', { name: 'Revoke the key' }).click();
    await page.getByText('You have no API keys yet.').waitFor();
    await expect.poll(() => statuses(key, second)).toEqual([401, 401]);
    expect(complaints).toEqual([]);
  });

  function statuses(...keys: string[]) {
    return Promise.all(
      keys.map(async (key) => {
        const headers = { authorization: `Bearer ${key}` };
        return (await fetch(`${api.url()}/models`, { headers })).status;
      }),
    );
  }
});
