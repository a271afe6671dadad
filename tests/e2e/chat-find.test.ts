import { readFile } from 'node:fs/promises';
import type { Page } from 'playwright-core';
import { describe, expect, it } from 'vitest';
import { openPage } from './support/browser';
import { chatApp } from './support/chat-app';
import {
  chatList,
  chatTotal,
  chooseForChat,
  messageList,
  say,
  showSidebar,
  titled,
  usageLines,
} from './support/journey';
import { VIEWPORTS } from './support/viewports';

const { openChat, url, browser } = chatApp({ tokenDelayMs: 0 });

describe.each(VIEWPORTS)('finding on %s', (_, device) => {
  it('names a chat after its first reply, and bills that with the chat', async () => {
    const page = await openChat(device);
    const line = await say(page, 'Please tell me: what is a token?');
    await titled(page, 'What a token is');
    await showSidebar(page);
    await chatList(page).getByRole('link', { name: 'What a token is' }).waitFor();
    const cost = (words: string) => Number(/\$([\d.]+)/.exec(words)?.[1]);
    expect(cost(await chatTotal(page))).toBeGreaterThan(cost(line));
  });

  it('renames, pins, deletes, and has back what was deleted', async () => {
    const page = await openChat(device);
    await say(page, 'What is a token?');
    await titled(page, 'What a token is');
    await chooseForChat(page, 'What a token is', 'Rename…');
    await page.getByRole('textbox', { name: 'Title' }).fill('Tokens, for my talk');
    await page.getByRole('button', { name: 'Rename' }).click();
    await titled(page, 'Tokens, for my talk');
    await chooseForChat(page, 'Tokens, for my talk', 'Pin to the top');
    const pinned = page
      .getByRole('region', { name: 'Pinned' })
      .getByRole('link', { name: 'Tokens, for my talk' });
    await pinned.waitFor();

    await chooseForChat(page, 'Tokens, for my talk', 'Delete');
    const undo = page.getByRole('button', { name: 'Undo' });
    // The note waits while it has the focus, however slow the machine is.
    await undo.focus();
    await page.waitForURL('**/chat');
    await expect.poll(() => chatList(page).count()).toBe(0);
    await undo.click();
    await page.waitForURL('**/chat/*');
    await usageLines(page).waitFor();
    await showSidebar(page);
    await pinned.waitFor();
  });

  it('lets the focus be in the list, or not be lost, when a chat that is not open is deleted', async () => {
    const page = await openChat(device);
    await say(page, 'What is a token?');
    await titled(page, 'What a token is');
    await page.goto(`${url()}/chat`);
    await say(page, 'Hello!');
    await titled(page, 'Hello');
    await chooseForChat(page, 'What a token is', 'Delete');
    await page.getByText('“What a token is” was deleted.').waitFor();
    await expect.poll(() => chatList(page).getByRole('listitem').count()).toBeLessThan(2);
    expect(await page.evaluate(() => document.activeElement?.textContent)).toBe(
      device.isMobile ? '' : 'Hello',
    );
  });

  it('finds a chat by a word of a reply', async () => {
    const page = await openChat(device);
    await say(page, 'What is a token?');
    await titled(page, 'What a token is');
    const chatUrl = page.url();
    await page.goto(`${url()}/chat`);
    await showSidebar(page);
    await page.getByRole('button', { name: 'Search' }).click();
    await page.getByRole('combobox', { name: 'Search your chats' }).fill('language mod');
    await page.getByRole('option', { name: /What a token is.*language/ }).click();
    await page.waitForURL(chatUrl);
  });

  describe('what was said in a chat', () => {
    const [older, newer] = ['What is a token? Think of a zebra.', 'What does this cost? Think of a yak.'];

    /** A chat with two versions of its beginning, of which the newer is shown. */
    async function openVersions(): Promise<Page> {
      const page = await openChat(device);
      await say(page, older);
      await say(page, '/long');
      await page.getByRole('button', { name: 'Edit message' }).first().click();
      await page.getByRole('textbox', { name: 'Message to send anew' }).fill(newer);
      await page.getByRole('form', { name: 'Edit message' }).getByRole('button', { name: 'Send' }).click();
      await messageList(page).getByText(newer, { exact: true }).waitFor();
      await expect.poll(() => usageLines(page).count()).toBe(1);
      return page;
    }

    async function isLedTo(page: Page, message: string): Promise<void> {
      const sought = messageList(page).locator('li:focus').getByText(message, { exact: true });
      await sought.waitFor();
      await expect.poll(() => sought.evaluate(isInSight)).toBe(true);
    }

    it('leads to the message that has the words, also where another version of it is shown', async () => {
      const page = await openVersions();
      const chatUrl = page.url();
      const find = async (word: string, message: string) => {
        await showSidebar(page);
        await page.getByRole('button', { name: 'Search' }).click();
        await page.getByRole('combobox', { name: 'Search your chats' }).fill(word);
        await page.getByRole('option', { name: message }).click();
        await isLedTo(page, message);
        await expect.poll(() => page.url()).toBe(chatUrl);
      };
      await find('zebra', older);
      await find('yak', newer);
      await page.goto(`${url()}/chat`);
      await find('zebra', older);
    });

    // The next message led back to it.
    it('leads to a message once, also where the page is loaded with its address', async () => {
      const page = await openVersions();
      const id = new URL(page.url()).pathname.split('/').at(-1);
      const exported = await page.request.get(`${url()}/api/chat/${id}/export?format=json`);
      const [first] = (await exported.json()).messages;
      await page.goto(`${page.url()}?message=${first.id}`);
      await isLedTo(page, older);
      await expect.poll(() => page.url()).not.toContain('?');
      await say(page, 'Hello!');
      await expect.poll(() => usageLines(page).last().evaluate(isInSight)).toBe(true);
      expect(await messageList(page).locator('li:focus').count()).toBe(0);
    });
  });

  it('exports a chat as markdown and as JSON', async () => {
    const page = await openChat(device);
    await say(page, 'What is a token?');
    await titled(page, 'What a token is');
    const id = new URL(page.url()).pathname.split('/').at(-1);
    const exported = async (item: string) => {
      const [download] = await Promise.all([
        page.waitForEvent('download'),
        chooseForChat(page, 'What a token is', item),
      ]);
      return { name: download.suggestedFilename(), text: await readFile(await download.path(), 'utf8') };
    };
    const markdown = await exported('Export as markdown');
    expect(markdown.name).toBe('What-a-token-is.md');
    expect(markdown.text).toContain('## You\n\nWhat is a token?\n\n## Reply\n\n');
    const json = await exported('Export as JSON');
    expect(JSON.parse(json.text)).toMatchObject({ id, messages: [{ role: 'user' }, { role: 'assistant' }] });
  });

  it('shares a chat as it is now with whoever has the link, until that is revoked', async () => {
    const page = await openChat(device);
    await say(page, 'What is a token?');
    await page.getByRole('button', { name: 'Share' }).click();
    await page.getByRole('button', { name: 'Make a link' }).click();
    const link = await page.getByRole('textbox', { name: 'Link' }).inputValue();
    await page.keyboard.press('Escape');
    await say(page, 'And what does this cost?');

    const stranger = await openPage(browser());
    await stranger.page.goto(link);
    await stranger.page.getByText('What is a token?').first().waitFor();
    expect(await stranger.page.getByText('And what does this cost?').count()).toBe(0);
    expect(await usageLines(stranger.page).count()).toBe(0);
    expect(await stranger.page.content()).not.toContain('costPico');
    expect(stranger.complaints).toEqual([]);

    await page.getByRole('button', { name: 'Share (shared)' }).click();
    await page.getByRole('button', { name: 'Revoke the link' }).click();
    await page.getByRole('button', { name: 'Make a link' }).waitFor();
    const answer = await stranger.page.request.get(link);
    expect(answer.status()).toBe(404);
  });

  it('keeps the settings of a chat, also those that were made before its first message', async () => {
    const page = await openChat(device);
    await page.getByRole('button', { name: 'Chat settings' }).click();
    await page.getByRole('textbox', { name: 'Instructions' }).fill('Speak like a pirate.');
    await page.getByRole('checkbox', { name: 'Set the temperature' }).check();
    await page.getByRole('button', { name: 'Save' }).click();
    // What is behind it takes no text until it has closed.
    await page.getByRole('dialog').waitFor({ state: 'hidden' });
    await say(page, 'Hello!');
    await page.reload();
    await page.getByRole('button', { name: 'Chat settings' }).click();
    const instructions = page.getByRole('textbox', { name: 'Instructions' });
    expect(await instructions.inputValue()).toBe('Speak like a pirate.');
    expect(await page.getByRole('slider', { name: 'Temperature' }).inputValue()).toBe('1');
    await instructions.fill('Speak like a lawyer.');
    await page.getByRole('button', { name: 'Save' }).click();
    await page.getByRole('dialog').waitFor({ state: 'hidden' });
    await page.reload();
    await page.getByRole('button', { name: 'Chat settings' }).click();
    expect(await instructions.inputValue()).toBe('Speak like a lawyer.');
  });
});

/** Runs in the browser: whether something stands within what its chat shows. */
function isInSight(element: Element): boolean {
  const [log, { top, bottom }] = [element.closest('[data-scrolls]'), element.getBoundingClientRect()];
  const shown = log?.getBoundingClientRect();
  return shown !== undefined && shown.top <= top && bottom <= shown.bottom;
}
