import { eq } from 'drizzle-orm';
import type { Browser, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { countedOf, differenceOf } from '@/bench/support/journal-and-ledger';
import { generations } from '@/lib/db/schema';
import { formatCount } from '@/lib/format';
import { formatUsd, picoUsd, sumUsd } from '@/lib/money';
import { inputTokens, usageOfEntry } from '@/lib/pricing/token-usage';
import { StartedParts } from '@/tests/support/started-parts';
import { launchBrowser, openPage } from './support/browser';
import { continueAsGuest, figure, parseUsageLine, say, send, textIn, usageLines } from './support/journey';
import { type Stack, startStack } from './support/stack';

/** In production's shape: Postgres, and a model's server over the network that keeps a journal of what it sent. */
describe('the built app on Postgres, with a model’s server', () => {
  const parts = new StartedParts();
  let browser: Browser;
  let stack: Stack;
  let app: Stack['app'];
  let upstream: Stack['upstream'];
  let books: Stack['books'];

  beforeAll(async () => {
    [stack, browser] = await Promise.all([
      parts.start(startStack({ tokenDelayMs: 5 }), (each) => each.stop()),
      parts.start(launchBrowser(), (each) => each.close()),
    ]);
    ({ app, upstream, books } = stack);
  });
  afterEach(async () => {
    upstream.resume();
    // Else the call for a title would be taken for one of the next test's.
    await expect.poll(() => books.awaitedTitles()).toEqual([]);
    upstream.journal.clear();
  });
  afterAll(() => parts.end());

  async function openChat(): Promise<{ page: Page; complaints: string[] }> {
    const { page, complaints } = await openPage(browser);
    await continueAsGuest(page, app.url);
    return { page, complaints };
  }

  /** What the books say of the requests in the journal, titles included. */
  async function billedInAll() {
    const ids = new Set(upstream.journal.records().map((record) => record.responseId));
    return (await books.entries()).filter((entry) => ids.has(entry.responseId));
  }

  /** What they say of the replies. */
  async function billed() {
    return (await billedInAll()).filter((entry) => entry.via === 'chat');
  }

  it('shows on the billing page what the ledger says and what the server says it sent', async () => {
    const { page, complaints } = await openChat();
    const lines = [await say(page, 'What is a token?'), await say(page, 'And what does this cost?')];

    await expect.poll(() => books.awaitedTitles()).toEqual([]);
    const entries = await billed();
    expect(lines.map(parseUsageLine)).toEqual(
      entries.map((entry) => ({
        promptTokens: inputTokens(usageOfEntry(entry)),
        completionTokens: entry.outputTokens,
        cost: formatUsd(picoUsd(entry.costPico ?? 0n)),
      })),
    );
    const all = await billedInAll();
    expect(differenceOf(upstream.journal.records(), all.map(countedOf))).toEqual({ responses: 0, tokens: 0 });

    await page.goto(`${app.url}/billing`);
    const sent = upstream.journal.totals();
    const tokens = page.getByRole('region', { name: 'Tokens', exact: true }).getByRole('paragraph').first();
    const spend = formatUsd(sumUsd(all.map((entry) => picoUsd(entry.costPico ?? 0n))));
    await expect
      .poll(async () => {
        await page.reload();
        // What is shown of the tokens is rounded; the whole number is in its title.
        return { spend: await figure(page, 'Spend'), tokens: await tokens.getAttribute('title') };
      })
      .toEqual({ spend, tokens: formatCount(sent.promptTokens + sent.outputTokens) });
    expect(complaints).toEqual([]);
  });

  it('writes a reply to its end when the tab is closed, bills it exactly, and has it there on return', async () => {
    const { page } = await openChat();
    await send(page, 'What is a token?');
    await expect.poll(() => upstream.journal.totals().outputTokens).toBeGreaterThan(10);
    upstream.pause();
    await page.waitForURL('**/chat/*');
    const [url, context] = [page.url(), page.context()];
    await page.close();
    upstream.resume();
    await upstream.journal.idle();
    const [record] = upstream.journal.records();
    await expect
      .poll(billed)
      .toMatchObject([{ outcome: 'complete', basis: 'exact', outputTokens: record?.outputTokens }]);
    const again = await context.newPage();
    await again.goto(url);
    const line = parseUsageLine(await textIn(usageLines(again)));
    expect(line.completionTokens).toBe(record?.outputTokens);
  });

  it('is killed in mid-reply, and bills after its next start what it had checkpointed', async () => {
    const { page } = await openChat();
    upstream.faults.next({ kind: 'stall', afterDeltas: 200 });
    await send(page, '/long');
    await page.waitForURL('**/chat/*');
    // To the journal, a reply that stalls is over: no more will be sent of it.
    await expect.poll(() => upstream.journal.records().at(-1)?.outcome).toBe('cancelled');
    const sent = upstream.journal.totals().outputTokens;
    const checkpointed = async () => {
      const open = await books.db.select().from(generations).where(eq(generations.state, 'dispatched'));
      return open[0]?.outputTokens;
    };
    await expect.poll(checkpointed).toBe(sent);
    await app.stop('SIGKILL');
    await upstream.journal.idle();
    await stack.startAgain();
    await expect.poll(billed, { timeout: 60_000 }).toMatchObject([{ outcome: 'failed', basis: 'estimated' }]);
    const [entry] = await billed();
    expect(entry?.outputTokens).toBe(sent);
    await page.reload();
    await page.getByText('Failed').waitFor();
  });
});
