import type { Page } from 'playwright-core';
import { describe, expect, it } from 'vitest';
import { openPage } from './support/browser';
import { useChatApp } from './support/chat-app';
import { chatTotal, say, titled, usageLines } from './support/journey';

describe('finding and knowing', () => {
  const { openChat, url, browser } = useChatApp();
  const list = (page: Page) => page.getByRole('navigation', { name: 'Chats' });

  /** Opens the menu of a chat in the list and chooses something. */
  async function choose(page: Page, title: string, item: string) {
    await list(page).getByRole('link', { name: title }).hover();
    await list(page)
      .getByRole('button', { name: `More about “${title}”` })
      .click();
    await page.getByRole('menuitem', { name: item }).click();
  }

  it('names a chat after its first reply, and bills that with the chat', async () => {
    const page = await openChat();
    const line = await say(page, 'Please tell me: what is a token?');
    await titled(page, 'What a token is');
    await list(page).getByRole('link', { name: 'What a token is' }).waitFor();
    const cost = (words: string) => Number(/\$([\d.]+)/.exec(words)?.[1]);
    expect(cost(await chatTotal(page))).toBeGreaterThan(cost(line));
    await page.getByRole('link', { name: 'Receipt' }).click();
    await page.waitForURL('**/billing/events/*');
    await page
      .getByText(/tokentally-demo/)
      .first()
      .waitFor();
  });

  it('renames, pins, deletes, and has back what was deleted', async () => {
    const page = await openChat();
    await say(page, 'What is a token?');
    await titled(page, 'What a token is');
    await choose(page, 'What a token is', 'Rename…');
    await page.getByRole('textbox', { name: 'Title' }).fill('Tokens, for my talk');
    await page.getByRole('button', { name: 'Rename' }).click();
    await titled(page, 'Tokens, for my talk');
    await choose(page, 'Tokens, for my talk', 'Pin to the top');
    await page
      .getByRole('region', { name: 'Pinned' })
      .getByRole('link', { name: 'Tokens, for my talk' })
      .waitFor();

    await choose(page, 'Tokens, for my talk', 'Delete');
    await page.waitForURL('**/chat');
    await expect.poll(() => list(page).count()).toBe(0);
    await page.getByRole('button', { name: 'Undo' }).click();
    await page.waitForURL('**/chat/*');
    await page
      .getByRole('region', { name: 'Pinned' })
      .getByRole('link', { name: 'Tokens, for my talk' })
      .waitFor();
    await usageLines(page).waitFor();
  });

  it('finds a chat by a word of a reply, by the keyboard alone', async () => {
    const page = await openChat();
    await say(page, 'What is a token?');
    await titled(page, 'What a token is');
    const chatUrl = page.url();
    await page.goto(`${url()}/chat`);
    await page.keyboard.press('Control+k');
    await page.getByRole('combobox', { name: 'Search your chats' }).waitFor();
    await page.keyboard.type('language mod');
    await page.getByRole('option', { name: /What a token is.*language/ }).waitFor();
    await page.keyboard.press('Enter');
    await page.waitForURL(chatUrl);
  });

  it('lists the shortcuts at “?”, but not while one types', async () => {
    const page = await openChat();
    await page.getByRole('textbox', { name: 'Message', exact: true }).press('?');
    expect(await page.getByRole('dialog').count()).toBe(0);
    await page.getByRole('heading', { level: 1 }).click();
    await page.evaluate(() => document.activeElement instanceof HTMLElement && document.activeElement.blur());
    await page.keyboard.press('?');
    await page.getByRole('dialog', { name: 'Keyboard shortcuts' }).waitFor();
    await page.keyboard.press('Escape');
    await expect.poll(() => page.getByRole('dialog').count()).toBe(0);
  });

  it('exports a chat as markdown and as JSON', async () => {
    const page = await openChat();
    await say(page, 'What is a token?');
    const id = new URL(page.url()).pathname.split('/').at(-1);
    const markdown = await page.request.get(`${url()}/api/chat/${id}/export`);
    expect(markdown.headers()['content-disposition']).toMatch(/^attachment; filename=".+\.md"/);
    expect(await markdown.text()).toContain('## You\n\nWhat is a token?\n\n## Reply\n\n');
    const json = await page.request.get(`${url()}/api/chat/${id}/export?format=json`);
    expect(await json.json()).toMatchObject({ id, messages: [{ role: 'user' }, { role: 'assistant' }] });
  });

  it('shares a chat as it is now with whoever has the link, until that is revoked', async () => {
    const page = await openChat();
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
    const page = await openChat();
    await page.getByRole('button', { name: 'Chat settings' }).click();
    await page.getByRole('textbox', { name: 'Instructions' }).fill('Speak like a pirate.');
    await page.getByRole('checkbox', { name: 'Set the temperature' }).check();
    await page.getByRole('button', { name: 'Save' }).click();
    await say(page, 'Hello!');
    await page.reload();
    await page.getByRole('button', { name: 'Chat settings' }).click();
    const instructions = page.getByRole('textbox', { name: 'Instructions' });
    expect(await instructions.inputValue()).toBe('Speak like a pirate.');
    expect(await page.getByRole('slider', { name: 'Temperature' }).inputValue()).toBe('1');
    await instructions.fill('Speak like a lawyer.');
    await page.getByRole('button', { name: 'Save' }).click();
    await expect.poll(() => page.getByRole('dialog').count()).toBe(0);
    await page.reload();
    await page.getByRole('button', { name: 'Chat settings' }).click();
    expect(await instructions.inputValue()).toBe('Speak like a lawyer.');
  });
});
