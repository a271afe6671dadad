import { AxeBuilder } from '@axe-core/playwright';
import type { Page } from 'playwright-core';
import { describe, expect, it } from 'vitest';
import { useChatApp } from './support/chat-app';
import { say, send, titled, usageLines } from './support/journey';

describe('every state of the chat', () => {
  const { openChat, upstream } = useChatApp();

  it.each([
    ['light', 1280, 800],
    ['dark', 1280, 800],
    ['light', 390, 844],
    ['dark', 390, 844],
  ] as const)('is sound to axe and fits the screen: %s, %i px', async (colorScheme, width, height) => {
    const page = await openChat({ colorScheme, viewport: { width, height } });
    const found: unknown[] = [];
    const check = async (state: string) => found.push(...(await faultsOf(page, state)));

    await say(page, 'What is a token?');
    await titled(page, 'What a token is');
    await page.getByRole('button', { name: 'Answer again' }).click();
    await page.getByText('2/2').waitFor();
    await usageLines(page).waitFor();
    await check('versions of a reply');

    await page.getByRole('article').first().hover();
    await page.getByRole('button', { name: 'Edit message' }).click();
    await page.getByRole('textbox', { name: 'Message to send anew' }).waitFor();
    await check('editing');
    await page.keyboard.press('Escape');

    upstream().faults.next({ kind: 'stall', afterDeltas: 12 });
    await send(page, 'Tell me about metering');
    await page.getByRole('button', { name: 'Stop' }).waitFor();
    await send(page, 'Hello!');
    await page.getByRole('textbox', { name: 'Message', exact: true }).fill('And then');
    await page.getByRole('list', { name: 'Waiting messages' }).waitFor();
    await check('a message waits');
    await page.getByRole('button', { name: 'Stop' }).click();
    await page.getByText('Stopped').waitFor();
    await page.getByRole('button', { name: 'Send now' }).waitFor();
    await check('stopped');

    await page.getByRole('button', { name: 'Share' }).click();
    await page.getByRole('button', { name: 'Make a link' }).click();
    const link = await page.getByRole('textbox', { name: 'Link' }).inputValue();
    await check('sharing');
    await page.keyboard.press('Escape');
    await page.getByRole('button', { name: 'Chat settings' }).click();
    await page.getByRole('checkbox', { name: 'Set the temperature' }).check();
    await check('settings');
    await page.keyboard.press('Escape');
    await page.keyboard.press('Control+k');
    await page.getByRole('combobox', { name: 'Search your chats' }).fill('tokens');
    await page.getByRole('option', { name: /What a token is/ }).waitFor();
    await check('palette');
    await page.keyboard.press('Escape');

    await page.goto(link);
    await page.getByRole('heading', { level: 1 }).waitFor();
    await check('shared');
    expect(found).toEqual([]);
  });
});

async function faultsOf(page: Page, state: string) {
  const { violations } = await new AxeBuilder({ page }).analyze();
  const overflow = await page.evaluate(
    () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
  );
  return [
    ...violations.map(({ id, nodes }) => ({ state, rule: id, nodes: nodes.map(({ html }) => html) })),
    ...(overflow > 0 ? [{ state, rule: 'wider than the screen', overflow }] : []),
  ];
}
