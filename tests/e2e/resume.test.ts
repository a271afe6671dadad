import type { Browser, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe, expect, inject, it } from 'vitest';
import { createDatabase } from '@/tests/support/create-database';
import { type FakeUpstream, startFakeUpstream } from '@/tests/upstream';
import { type App, startApp } from './support/app';
import { openBooks } from './support/books';
import { launchBrowser, openPage } from './support/browser';
import { continueAsGuest, parseUsageLine, send, textIn, usageLines } from './support/journey';

/** Two instances behind one address book: cookies are for a host, whatever its port. */
describe('a reply that streams', () => {
  let apps: App[];
  let browser: Browser;
  let upstream: FakeUpstream;
  let books: Awaited<ReturnType<typeof openBooks>>;

  beforeAll(async () => {
    const databaseUrl = await createDatabase(inject('postgresUrl'));
    [upstream, books, browser] = await Promise.all([
      startFakeUpstream({ tokenDelayMs: 8 }),
      openBooks(databaseUrl),
      launchBrowser(),
    ]);
    const env = {
      DATABASE_URL: databaseUrl,
      OPENAI_BASE_URL: upstream.url,
      OPENAI_MODELS: JSON.stringify([{ id: 'tokentally-demo', provider: 'demo' }]),
      GUESTS: 'on',
    };
    apps = await Promise.all([startApp({ env }), startApp({ env })]);
  });
  afterEach(() => upstream.journal.clear());
  afterAll(async () => {
    await browser.close();
    for (const app of apps) await app.stop();
    await books.close();
    await upstream.close();
  });

  /** Somebody at the first instance, some tokens into a long reply. */
  async function inMidReply(): Promise<Page> {
    const { page } = await openPage(browser);
    await continueAsGuest(page, apps[0]?.url ?? '');
    await send(page, '/long');
    await page.waitForURL('**/chat/*');
    await expect.poll(() => upstream.journal.totals().outputTokens).toBeGreaterThan(20);
    return page;
  }

  /** The reply to the question, not the title that is asked for after it. */
  const record = () => upstream.journal.records().find(({ outputTokens }) => outputTokens > 20);
  const replyLength = async (page: Page) => (await textIn(page.getByRole('article').last())).length;

  async function expectToGrow(page: Page): Promise<void> {
    await page.getByRole('button', { name: 'Stop' }).waitFor();
    const before = await replyLength(page);
    await expect.poll(() => replyLength(page)).toBeGreaterThan(before);
  }

  async function expectWholeReplyOnBill(page: Page): Promise<void> {
    await usageLines(page).waitFor({ timeout: 100_000 });
    const sent = record();
    expect(parseUsageLine(await textIn(usageLines(page))).completionTokens).toBe(sent?.outputTokens);
    const entries = (await books.entries()).filter((entry) => entry.responseId === sent?.responseId);
    expect(entries).toMatchObject([
      { basis: 'exact', outcome: 'complete', outputTokens: sent?.outputTokens },
    ]);
  }

  it('goes on where it was after a reload, and is billed once', async () => {
    const page = await inMidReply();
    await page.reload();
    await expectToGrow(page);
    await expectWholeReplyOnBill(page);
  });

  it('goes on after the network was lost', async () => {
    const page = await inMidReply();
    await page.context().setOffline(true);
    const tokens = upstream.journal.totals().outputTokens;
    await expect.poll(() => upstream.journal.totals().outputTokens).toBeGreaterThan(tokens + 20);
    await page.context().setOffline(false);
    await page.reload();
    await expectToGrow(page);
    await expectWholeReplyOnBill(page);
  });

  it('is followed live on another instance, and stopped from there', async () => {
    const page = await inMidReply();
    const other = await page.context().newPage();
    await other.goto(page.url().replace(apps[0]?.url ?? '', apps[1]?.url ?? ''));
    await expectToGrow(other);
    await other.getByRole('button', { name: 'Stop' }).click();
    await other.getByText('Stopped').waitFor();
    await page.getByText('Stopped').waitFor();
    const entries = (await books.entries()).filter((entry) => entry.responseId === record()?.responseId);
    expect(entries).toMatchObject([{ outcome: 'stopped' }]);
  });
});
