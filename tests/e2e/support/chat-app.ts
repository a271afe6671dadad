import { eq, inArray } from 'drizzle-orm';
import type { Browser, BrowserContextOptions, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, expect } from 'vitest';
import { balances, chats } from '@/lib/db/schema';
import { parseUsd } from '@/lib/money';
import { inputTokens, usageOfEntry } from '@/lib/pricing/token-usage';
import { StartedParts } from '@/tests/support/started-parts';
import { launchBrowser, openPage } from './browser';
import { continueAsGuest } from './journey';
import { type Stack, startStack } from './stack';
import { whyOpen } from './why-open';

/** Tokens that upstream may have sent, and we not yet read, when a reply is stopped. */
const MOST_IN_FLIGHT = 64;

/** The server's models, at the demo's prices. */
const DEMO_MODELS: object[] = [
  { id: 'tokentally-demo', provider: 'demo', name: 'Demo' },
  { id: 'tokentally-demo-mini', provider: 'demo', name: 'Mini', accepts: ['text', 'image'] },
];

const NO_COMPLAINTS = /(?!)/;

/**
 * The built app on Postgres, in front of the fake upstream, and a browser. After every test, the ledger must say of
 * each response what the upstream's journal says, and the browser's console must have been quiet, but for what is expected.
 */
export function chatApp({
  tokenDelayMs = 2,
  models = DEMO_MODELS,
  texts = {},
  expectedComplaints = NO_COMPLAINTS,
} = {}) {
  const started = new StartedParts();
  let running: (Stack & { browser: Browser }) | undefined;
  let opened: Awaited<ReturnType<typeof openPage>>[] = [];
  let ofThisTest = NO_COMPLAINTS;

  function parts() {
    if (!running) throw new Error('The app runs only while a test does.');
    return running;
  }

  beforeAll(async () => {
    const [stack, browser] = await Promise.all([
      started.start(
        startStack({ tokenDelayMs, texts, env: { OPENAI_MODELS: JSON.stringify(models) } }),
        (each) => each.stop(),
      ),
      started.start(launchBrowser(), (each) => each.close()),
    ]);
    running = { ...stack, browser };
  });
  afterEach(async () => {
    // Neither is the next test's, also where the books don't agree.
    const [pages, expected] = [opened, [expectedComplaints, ofThisTest]];
    opened = [];
    ofThisTest = NO_COMPLAINTS;
    try {
      await expectJournalInLedger();
      const complaints = pages.flatMap((page) => page.complaints);
      expect(complaints.filter((complaint) => !expected.some((each) => each.test(complaint)))).toEqual([]);
    } finally {
      await Promise.all(pages.map(({ context }) => context.close()));
    }
  });
  afterAll(() => started.end());

  async function expectJournalInLedger(): Promise<void> {
    const { upstream, books } = parts();
    upstream.faults.clear();
    upstream.resume();
    // What goes on though nobody reads it is billed a moment after its end, and then its chat gets a title.
    const settled = async () => {
      await upstream.journal.idle();
      await expect
        .poll(() => books.openHolds())
        .toEqual([])
        .catch(async (cause: unknown) => {
          throw new Error(await whyOpen(parts()), { cause });
        });
    };
    await settled();
    await expect.poll(() => books.awaitedTitles()).toEqual([]);
    await settled();
    const served = upstream.journal.records().filter(({ outcome }) => outcome !== 'refused');
    const entries = await books.entries();
    // Upstream tells the prompt's tokens at the end of a reply; until then they are our count, perhaps with files.
    const reported = new Set(
      entries.filter(({ basis }) => basis === 'exact').map(({ responseId }) => responseId),
    );
    const sent = served.map(({ responseId, promptTokens, outputTokens }) => ({
      responseId: outputTokens === 0 ? null : responseId,
      promptTokens: reported.has(responseId) ? promptTokens : null,
      outputTokens,
    }));
    const sentTokens = new Map(sent.map(({ responseId, outputTokens }) => [responseId, outputTokens]));
    // Of a stopped reply, what was under way to us when it was stopped was not delivered.
    const billed = entries.map((entry) => {
      const { responseId, outputTokens, outcome } = entry;
      const inFlight = (sentTokens.get(responseId) ?? 0) - outputTokens;
      const isWhole = outcome !== 'stopped' || inFlight < 0 || inFlight > MOST_IN_FLIGHT;
      return {
        responseId,
        promptTokens: entry.basis === 'exact' ? inputTokens(usageOfEntry(entry)) : null,
        outputTokens: isWhole ? outputTokens : outputTokens + inFlight,
      };
    });
    expect(sorted(billed)).toEqual(sorted(sent));
  }

  return {
    url: () => parts().app.url,
    upstream: () => parts().upstream,
    browser: () => parts().browser,
    db: () => parts().books.db,
    /** Has the person of an open chat used this much, in US dollars, of their allowance. */
    async useUp(page: Page, usd: string): Promise<void> {
      const { db } = parts().books;
      const chatId = new URL(page.url()).pathname.split('/').at(-1) ?? '';
      const person = db.select({ id: chats.userId }).from(chats).where(eq(chats.id, chatId));
      await db
        .update(balances)
        .set({ usedPico: parseUsd(usd) })
        .where(inArray(balances.userId, person));
    },
    books: () => parts().books,
    /** Lets the browser complain of this in the running test: it reports every answer that says what went wrong. */
    allowComplaints(complaints: RegExp): void {
      ofThisTest = complaints;
    },
    /** An empty chat of a new guest. */
    async openChat(options: BrowserContextOptions = {}): Promise<Page> {
      const { app, browser } = parts();
      const own = await openPage(browser, options);
      opened.push(own);
      await continueAsGuest(own.page, app.url);
      return own.page;
    },
  };
}

/** By the id of the response, which nobody has seen of a reply that was stopped before it began. */
function sorted<T extends { responseId: string | null }>(replies: T[]): T[] {
  return replies.toSorted((a, b) => String(a.responseId).localeCompare(String(b.responseId)));
}
