import type { Browser, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { StartedParts } from '@/tests/support/started-parts';
import { launchBrowser, openPage } from './support/browser';
import { continueAsGuest, parseUsageLine, send, textIn, usageLines } from './support/journey';
import { type Stack, startStack } from './support/stack';

/** Two instances behind one address book: cookies are for a host, whatever its port. */
describe('a reply that streams', () => {
  const parts = new StartedParts();
  let browser: Browser;
  let stack: Stack;
  let other: Stack['app'];
  let upstream: Stack['upstream'];

  beforeAll(async () => {
    [stack, browser] = await Promise.all([
      parts.start(startStack({ tokenDelayMs: 8 }), (each) => each.stop()),
      parts.start(launchBrowser(), (each) => each.close()),
    ]);
    upstream = stack.upstream;
    other = await stack.startInstance();
  });
  afterEach(() => {
    upstream.resume();
    upstream.journal.clear();
  });
  afterAll(() => parts.end());

  /** Somebody at the first instance, some tokens into a reply, which waits there. */
  async function inMidReply(question: string): Promise<Page> {
    const { page } = await openPage(browser);
    await continueAsGuest(page, stack.app.url);
    await send(page, question);
    await expect.poll(() => upstream.journal.totals().outputTokens).toBeGreaterThan(20);
    upstream.pause();
    await page.waitForURL('**/chat/*');
    return page;
  }

  /** The reply to the question, not the title that is asked for after it. */
  const record = () => upstream.journal.records().find(({ outputTokens }) => outputTokens > 20);
  const replyLength = async (page: Page) => (await textIn(page.getByRole('article').last())).length;

  async function expectToGrow(page: Page): Promise<void> {
    await page.getByRole('button', { name: 'Stop' }).waitFor();
    const before = await replyLength(page);
    upstream.resume();
    await expect.poll(() => replyLength(page)).toBeGreaterThan(before);
  }

  /** What its person is billed for replies, once nothing is under way any more; upstream has sent nothing else but the title. */
  async function billedReplies(page: Page) {
    const chatId = new URL(page.url()).pathname.split('/').at(-1);
    const entries = async () => (await stack.books.entries()).filter((entry) => entry.chatId === chatId);
    // It is asked for when the reply has been saved, a moment after the page shows its end.
    await expect.poll(async () => (await entries()).map(({ via }) => via)).toContain('title');
    await upstream.journal.idle();
    await expect.poll(() => stack.books.openHolds()).toEqual([]);
    const billed = await entries();
    expect(idsOf(billed)).toEqual(idsOf(upstream.journal.records()));
    return billed.filter(({ via }) => via === 'chat');
  }

  it('goes on where it was after a reload, and is billed once', async () => {
    const page = await inMidReply('What is a token?');
    await page.reload();
    await expectToGrow(page);
    await usageLines(page).waitFor();
    const sent = record();
    expect(parseUsageLine(await textIn(usageLines(page))).completionTokens).toBe(sent?.outputTokens);
    // Another reply for the reload would be one more on the bill, as exact as the first.
    expect(await billedReplies(page)).toMatchObject([
      { basis: 'exact', outcome: 'complete', outputTokens: sent?.outputTokens },
    ]);
  });

  it('is followed live on another instance, and stopped from there', async () => {
    const page = await inMidReply('/long');
    const elsewhere = await page.context().newPage();
    await elsewhere.goto(page.url().replace(stack.app.url, other.url));
    await expectToGrow(elsewhere);
    await elsewhere.getByRole('button', { name: 'Stop' }).click();
    await elsewhere.getByText('Stopped').waitFor();
    await page.getByText('Stopped').waitFor();
    expect(await billedReplies(page)).toMatchObject([
      { outcome: 'stopped', responseId: record()?.responseId },
    ]);
  });
});

function idsOf(responses: readonly { responseId: string | null }[]): (string | null)[] {
  return responses.map(({ responseId }) => responseId).toSorted();
}
