import type { Page } from 'playwright-core';
import { say, send } from '@/tests/e2e/support/journey';
import type { FakeUpstream } from '@/tests/upstream';
import { axeViolations } from '../support/axe';
import { ASK } from './stage';

/** How often a reply is tried before a person is told that it failed. */
const ATTEMPTS = 2;

/** Leads a chat through its states. @returns what axe finds in each, a sentence for each violation */
export async function findViolations(page: Page, upstream: FakeUpstream): Promise<string[]> {
  const found: string[] = [];
  const check = async (state: string) => {
    found.push(...(await axeViolations(page)).map((violation) => `${state}: ${violation}`));
  };
  const checkOpen = async (state: string, open: () => Promise<void>, sign: string) => {
    await open();
    await page.locator(sign).first().waitFor();
    await check(state);
    await page.keyboard.press('Escape');
    await page.locator(sign).first().waitFor({ state: 'hidden' });
  };
  const click = (name: string | RegExp) => () => page.getByRole('button', { name }).first().click();

  await check('an empty chat');
  await send(page, ASK.middling);
  await page.getByRole('table').first().waitFor();
  await check('a reply streams');
  await send(page, ASK.quick);
  await page.getByRole('list', { name: 'Waiting messages' }).waitFor();
  await check('a message waits');
  await page.getByRole('button', { name: 'Stop' }).waitFor({ state: 'hidden' });
  await say(page, ASK.quick);
  await check('a conversation');

  await page.getByRole('article').first().hover();
  await checkOpen('a message is edited', click('Edit message'), 'form[aria-label="Edit message"]');
  await checkOpen('the account menu', click(/^Account/), ':popover-open');
  await page.locator('nav').getByRole('listitem').first().hover();
  await checkOpen('the models', click(/^Model/), ':popover-open [role=combobox]');
  await checkOpen('the menu of a chat', click(/^More about/), ':popover-open');
  await checkOpen('sharing', click(/^Share/), 'dialog[open]');
  await checkOpen('the settings of a chat', click('Chat settings'), 'dialog[open]');
  await checkOpen('the palette', () => page.keyboard.press('Control+k'), 'dialog [role=combobox]');
  await page.getByRole('heading', { level: 1 }).click();
  await checkOpen('the shortcuts', () => page.keyboard.press('?'), 'dialog[open]');

  for (let attempt = 0; attempt < ATTEMPTS; attempt++) upstream.faults.next('server-error');
  await send(page, ASK.quick);
  await page.getByRole('button', { name: 'Try again' }).waitFor();
  await check('a reply failed');
  return found;
}
