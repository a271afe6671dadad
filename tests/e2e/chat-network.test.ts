import { and, eq } from 'drizzle-orm';
import type { Page, Request } from 'playwright-core';
import { beforeEach, describe, expect, it } from 'vitest';
import { generations } from '@/lib/db/schema';
import { createGate } from '@/tests/support/gate';
import { faultsOf } from './support/axe';
import { startBreakableLine } from './support/breakable-line';
import { chatApp } from './support/chat-app';
import { composer, messageList, parseUsageLine, say, send, textIn, usageLines } from './support/journey';

describe('the network and the tabs', () => {
  const { openChat, upstream, url, db } = chatApp({
    tokenDelayMs: 5,
    expectedComplaints: /net::ERR_|Failed to fetch|404 \(Not Found\)|502 \(Bad Gateway\)|409 \(Conflict\)/,
  });
  let earlier = 0;
  const records = () => upstream().journal.records().slice(earlier);
  const outputTokens = () => records().reduce((sum, record) => sum + record.outputTokens, 0);
  /** Of the reply to the question, not of the title that is asked for after it. */
  const replyTokens = () => Math.max(...records().map((record) => record.outputTokens));
  const completionTokens = async (page: Page) =>
    parseUsageLine(await textIn(usageLines(page))).completionTokens;

  beforeEach(() => {
    earlier = upstream().journal.records().length;
  });

  it.each([
    ['by itself, when the browser sees the network come back', 'the browser'],
    ['by itself, when the server answers again, where the browser didn’t see it go', 'nobody'],
    ['when the person reconnects', 'the person'],
  ])('shows a reply to its end that the network was cut in the middle of: %s', async (_, reconnects) => {
    const isSeen = reconnects === 'the browser';
    const line = await startBreakableLine(url());
    const page = await openChat();
    await page.goto(`${line.url}/chat`);
    await send(page, 'What is a token?');
    await expect.poll(outputTokens).toBeGreaterThan(20);
    upstream().pause();
    await page.getByRole('article').nth(1).getByText(/\w/).first().waitFor();

    line.cut();
    if (isSeen) await page.context().setOffline(true);
    await page.getByText('The connection was lost, but the reply goes on without it.').waitFor();
    const atCut = outputTokens();
    upstream().resume();
    await expect.poll(outputTokens).toBeGreaterThan(atCut + 20);
    upstream().pause();

    const resumed = page.waitForResponse((response) => response.url().endsWith('/stream'));
    // What asks by itself goes to the chat's own address.
    if (reconnects === 'the person') await page.route('**/chat/*', (route) => route.abort());
    line.mend();
    if (isSeen) await page.context().setOffline(false);
    if (reconnects === 'the person') {
      expect(await faultsOf(page, 'the connection was lost')).toEqual([]);
      await page.getByRole('button', { name: 'Reconnect' }).click();
    }
    await resumed;
    upstream().resume();
    await usageLines(page).waitFor();
    expect(await completionTokens(page)).toBe(replyTokens());
    await page.goto('about:blank');
    await line.close();
  });

  it('finds the reply to a message whose answer was lost before it began, and asks for no second one', async () => {
    const line = await startBreakableLine(url());
    const page = await openChat();
    await page.goto(`${line.url}/chat`);
    line.loseAnswers();
    await send(page, 'What is a token?');
    await expect.poll(outputTokens).toBeGreaterThan(20);
    upstream().pause();
    line.cut();
    const unreachable = page.getByText('The server could not be reached.');
    await unreachable.waitFor();
    line.mend();
    await page.getByRole('button', { name: 'Try again' }).click();
    await unreachable.waitFor({ state: 'hidden' });
    upstream().resume();
    await usageLines(page).waitFor();
    expect(await completionTokens(page)).toBe(replyTokens());
    const chatId = new URL(page.url()).pathname.split('/').at(-1) ?? '';
    const asked = and(eq(generations.chatId, chatId), eq(generations.via, 'chat'));
    expect(await db().select().from(generations).where(asked)).toHaveLength(1);
    await page.goto('about:blank');
    await line.close();
  });

  it.each([
    ['the first', []],
    ['a later one', ['Hello!']],
  ])(
    'shows a message as sent, and does not give it back, that arrives just after a reload has read the chat: %s',
    async (_, earlierMessages) => {
      const page = await openChat();
      for (const text of earlierMessages) await say(page, text);
      const held = new Promise<Request>((resolve) => {
        void page.route('**/api/chat', (route) => resolve(route.request()), { times: 1 });
      });
      await send(page, 'What is a token?');
      const sent = await held;
      const letRun = await reloadButRunNothing(page);
      const upTo = records().length;
      const reply = page.context().request.post(sent.url(), { data: sent.postDataJSON() });
      await expect.poll(() => records().length).toBeGreaterThan(upTo);
      letRun();

      await usageLines(page).nth(earlierMessages.length).waitFor();
      expect(await composer(page).inputValue()).toBe('');
      await reply;
    },
  );

  it('shows the reply that began just after a reload has read the chat', async () => {
    const page = await openChat();
    upstream().faults.next('server-error', 2);
    await send(page, 'What is a token?');
    await page.getByRole('alert', { name: 'Problem' }).waitFor();
    const letRun = await reloadButRunNothing(page);
    const upTo = records().length;
    const [chatId, model] = [new URL(page.url()).pathname.split('/').at(-1), 'tokentally-demo'];
    const reply = page.context().request.post(`${url()}/api/chat`, { data: { chatId, model } });
    await expect.poll(() => records().length).toBeGreaterThan(upTo);
    letRun();
    await usageLines(page).waitFor();
    await reply;
  });

  it('shows one reply in two tabs as it comes, and bills it once', async () => {
    const page = await openChat();
    await send(page, 'What is a token?');
    await expect.poll(outputTokens).toBeGreaterThan(20);
    upstream().pause();
    await page.waitForURL('**/chat/*');
    const other = await page.context().newPage();
    await other.goto(page.url());
    await other.getByRole('button', { name: 'Stop' }).waitFor();
    upstream().resume();
    await Promise.all([usageLines(page).waitFor(), usageLines(other).waitFor()]);
    const [text, otherText] = await Promise.all([page, other].map((tab) => textIn(messageList(tab))));
    expect(otherText).toBe(text);
    expect(await completionTokens(other)).toBe(replyTokens());
  });

  it('answers what waits once when a tab was made of another, which has it too', async () => {
    const page = await openChat();
    upstream().pause();
    await send(page, 'What is a token?');
    await page.getByRole('button', { name: 'Stop' }).waitFor();
    await send(page, 'Hello!');
    const opened = page.waitForEvent('popup');
    await page.evaluate(() => void window.open(location.href));
    const other = await opened;
    for (const tab of [page, other]) await tab.getByRole('list', { name: 'Waiting messages' }).waitFor();
    upstream().resume();
    for (const tab of [page, other]) await usageLines(tab).nth(1).waitFor();
    await page.reload();
    await usageLines(page).nth(1).waitFor();
    expect(await messageList(page).getByText('2/2').count()).toBe(0);
    const asked = and(
      eq(generations.chatId, new URL(page.url()).pathname.split('/').at(-1) ?? ''),
      eq(generations.via, 'chat'),
    );
    expect(await db().select().from(generations).where(asked)).toHaveLength(2);
  });

  it('keeps what two tabs say that don’t know of each other, as versions', async () => {
    const page = await openChat();
    await say(page, 'What is a token?');
    const other = await page.context().newPage();
    await other.goto(page.url());
    await usageLines(other).waitFor();
    await say(page, 'Hello from here!');
    await say(other, 'Hello from there!');

    await page.reload();
    await messageList(page).getByText('Hello from there!').waitFor();
    await messageList(page).getByText('2/2').waitFor();
    await page.getByRole('button', { name: 'Previous version' }).click();
    await messageList(page).getByText('Hello from here!').waitFor();
    await expect.poll(() => usageLines(page).count()).toBe(2);
  });
});

/** Loads a page anew, as it is at this moment on the server. @returns to let its scripts run */
async function reloadButRunNothing(page: Page): Promise<() => void> {
  const scripts = createGate();
  scripts.shut();
  await page.route('**/*.js', async (route) => {
    await scripts.passed();
    await route.fallback();
  });
  const response = await page.reload({ waitUntil: 'commit' });
  await response?.finished();
  return scripts.open;
}
