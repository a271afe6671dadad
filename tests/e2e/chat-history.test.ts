import type { Page, Request } from 'playwright-core';
import { describe, expect, it } from 'vitest';
import { chatApp } from './support/chat-app';
import {
  chatList,
  composer,
  figure,
  newChat,
  say,
  send,
  showSidebar,
  titled,
  usageLines,
} from './support/journey';
import { VIEWPORTS } from './support/viewports';

const { openChat, upstream, books } = chatApp({ expectedComplaints: /404 \(Not Found\)/ });

describe.each(VIEWPORTS)('going away and coming back on %s', (_, device) => {
  const question = (page: Page, text: string) => page.getByRole('article').getByText(text, { exact: true });

  it('shows each of the chats that were begun one after the other, and the reply that came meanwhile', async () => {
    const page = await openChat(device);
    await say(page, 'What is a token?');
    await titled(page, 'What a token is');
    const firstUrl = page.url();
    await newChat(page);
    upstream().pause();
    await send(page, 'Hello!');
    await expect.poll(() => page.url()).not.toMatch(/chat$/);
    const secondUrl = page.url();

    await page.goBack();
    await question(page, 'What is a token?').waitFor();
    expect(page.url()).toBe(firstUrl);
    await page.goForward();
    await question(page, 'Hello!').waitFor();
    expect(page.url()).toBe(secondUrl);
    upstream().resume();
    await usageLines(page).waitFor();
    await titled(page, 'Hello');
  });

  it('begins a new chat also where it is asked for before the router knows that the open one has begun', async () => {
    const page = await openChat(device);
    // As on a slow device, which is busy showing the reply: the address is the chat's, and the router comes to it later.
    await page.evaluate(() => {
      const replaceState = history.replaceState.bind(history);
      history.replaceState = (data, unused, url) => {
        replaceState(data, unused, url);
        if (!/chat[/]/.test(String(url))) return;
        history.replaceState = replaceState;
        document.querySelector<HTMLElement>('aside a[href="/chat"]')?.click();
      };
    });
    await send(page, 'What is a token?');
    await page.waitForURL('**/chat');
    await page.getByRole('region', { name: /^Ask anything/ }).waitFor();
    await say(page, 'Hello!');
    await titled(page, 'Hello');
  });

  it('shows what was said since a chat was opened, when one comes back from another page', async () => {
    const page = await openChat(device);
    await say(page, 'What is a token?');
    await titled(page, 'What a token is');
    await page.reload();
    upstream().pause();
    await send(page, 'Hello!');
    await question(page, 'Hello!').waitFor();
    await showSidebar(page);
    await page.getByRole('link', { name: 'Billing' }).click();
    await page.waitForURL('**/billing');
    await page.goBack();
    await question(page, 'Hello!').waitFor();
    upstream().resume();
    await expect.poll(() => usageLines(page).count()).toBe(2);
  });

  /** The bill is drawn from what has reached the meter. */
  const allMetered = () =>
    expect.poll(async () => (await books().events()).every(({ state }) => state === 'delivered')).toBe(true);

  it('shows on the bill what was used since it was left', async () => {
    const page = await openChat(device);
    await say(page, 'What is a token?');
    await titled(page, 'What a token is');
    await allMetered();
    await showSidebar(page);
    await page.getByRole('link', { name: 'Billing' }).click();
    await page.waitForURL('**/billing');
    // With the title’s.
    expect(await figure(page, 'Requests')).toBe('2');
    await newChat(page);
    await say(page, 'Hello!');
    await titled(page, 'Hello');
    await allMetered();
    await page.goBack();
    await expect.poll(() => figure(page, 'Requests')).toBe('4');
    expect(page.url()).toMatch(/billing$/);
  });

  /** Sends the first message of a new chat, and opens the chat again while it is on its way. @returns what was sent */
  async function openAgainWhileSending(page: Page): Promise<Request> {
    const held = new Promise<Request>((resolve) => {
      void page.route('**/api/chat', (route) => resolve(route.request()), { times: 1 });
    });
    await send(page, 'What is a token?');
    const sent = await held;
    await showSidebar(page);
    await chatList(page).getByRole('link', { name: 'What is a token?' }).click();
    await page.getByText('Looking for the message that you sent…').waitFor();
    return sent;
  }

  it('shows a new chat whose first message arrives only when its page has been opened again', async () => {
    const page = await openChat(device);
    const sent = await openAgainWhileSending(page);
    // What was on its way is lost with the page that sent it; here it arrives.
    const reply = page.context().request.post(sent.url(), { data: sent.postDataJSON() });
    await usageLines(page).waitFor();
    expect(await composer(page).inputValue()).toBe('');
    await reply;
  });

  it('gives a first message that has not arrived to who leaves for a new chat', async () => {
    const page = await openChat(device);
    await openAgainWhileSending(page);
    await page.getByRole('main').getByRole('link', { name: 'New chat' }).click();
    await expect.poll(() => composer(page).inputValue()).toBe('What is a token?');
  });
});
