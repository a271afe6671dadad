import type { Page, Route } from 'playwright-core';
import { describe, expect, it } from 'vitest';
import { OUTDATED } from '@/components/ui/failed-action';
import { startBreakableLine } from './support/breakable-line';
import { chatApp } from './support/chat-app';
import { chooseForChat, say, send, titled, usageLines } from './support/journey';

describe('a page that was left open', () => {
  const { openChat, url, upstream, books } = chatApp({ expectedComplaints: /409 \(Conflict\)|ERR_/ });

  /** Has every action answered by something else than the app. */
  function answerActions(page: Page, answer: (route: Route) => Promise<void>) {
    return page.route('**/*', (route) =>
      route.request().headers()['next-action'] ? answer(route) : route.fallback(),
    );
  }

  /** As a server does that has been built anew: it does not know the names of the actions. */
  const updated = (route: Route) =>
    route.fulfill({
      status: 409,
      headers: { 'x-nextjs-action-not-found': '1', 'content-type': 'text/plain' },
      body: 'Server action not found.',
    });

  const note = (page: Page) => page.getByRole('region', { name: 'Notes' }).getByText(OUTDATED).first();

  it('still takes messages, and says with the first reply that it should be loaded again', async () => {
    const page = await openChat();
    await answerActions(page, updated);
    await say(page, 'What is a token?');
    await note(page).waitFor();
    await page.unrouteAll();
    await page.getByRole('button', { name: 'Reload' }).click();
    await titled(page, 'What a token is');
  });

  it('says why a chat can’t be renamed', async () => {
    const page = await openChat();
    await say(page, 'What is a token?');
    await titled(page, 'What a token is');
    await answerActions(page, updated);
    await chooseForChat(page, 'What a token is', 'Rename');
    await page.getByRole('dialog').getByRole('textbox').fill('Tokens');
    await page.getByRole('dialog').getByRole('textbox').press('Enter');
    await note(page).waitFor();
  });

  it('asks to be loaded again where the end of a reply can’t be read', async () => {
    const eventCount = async () => (await books().events()).length;
    const before = await eventCount();
    const outputTokens = () => upstream().journal.totals().outputTokens;
    const tokensBefore = outputTokens();
    const line = await startBreakableLine(url());
    const page = await openChat();
    await page.goto(`${line.url}/chat`);
    await send(page, 'What is a token?');
    await expect.poll(outputTokens).toBeGreaterThan(tokensBefore + 20);
    upstream().pause();
    await page.getByRole('article').nth(1).getByText(/\w/).first().waitFor();
    line.cut();
    await page.getByText('The connection was lost, but the reply goes on without it.').waitFor();
    upstream().resume();
    await expect.poll(eventCount).toBeGreaterThan(before);
    await answerActions(page, updated);
    line.mend();
    const problem = page.getByRole('alert', { name: 'Problem' });
    await problem.getByText(OUTDATED).waitFor();

    await page.unrouteAll();
    await problem.getByRole('button', { name: 'Reload' }).click();
    await usageLines(page).waitFor();
    await page.goto('about:blank');
    await line.close();
  });

  /** Opens the form of a new key, and begins to fill it in. */
  async function newKey() {
    const page = await openChat();
    await page.goto(new URL('/settings/api-keys', page.url()).href);
    await page.getByRole('button', { name: 'New key' }).click();
    const name = page.getByRole('dialog').getByRole('textbox', { name: 'Name' });
    await name.fill('My product');
    return { page, name };
  }

  it('keeps a form, with what was typed in it, when the session has ended', async () => {
    const { page, name } = await newKey();
    await page.context().clearCookies();
    await name.press('Enter');
    await page.getByRole('alert').getByText('You are not signed in, or your session has ended.').waitFor();
    expect(await name.inputValue()).toBe('My product');
  });

  it.each([
    ['the app is another by now', updated, OUTDATED],
    [
      'there is no connection',
      (route: Route) => route.abort(),
      'The server could not be reached. Check your connection, then try again.',
    ],
  ])('keeps a form, with what was typed in it, when %s', async (_reason, answer, message) => {
    const { page, name } = await newKey();
    await answerActions(page, answer);
    await name.press('Enter');
    await page.getByRole('alert').getByText(message).waitFor();
    expect(await name.inputValue()).toBe('My product');

    await page.unrouteAll();
    await name.press('Enter');
    await page.getByText(/^Copy the key now/).waitFor();
  });
});
