import { desc } from 'drizzle-orm';
import type { Page } from 'playwright-core';
import { inject } from 'vitest';
import { billingPeriodOf } from '@/lib/billing/period';
import { deliverAll, meterOf, newChats, newKeys, seedUsage } from '@/lib/billing/testing/seed';
import { balances, users } from '@/lib/db/schema';
import { asId, type UserId } from '@/lib/ids';
import { parseUsd } from '@/lib/money';
import { createDatabase } from '@/tests/support/create-database';
import type { StartedParts } from '@/tests/support/started-parts';
import { startApp } from './app';
import { openBooks } from './books';
import { launchBrowser, openPage } from './browser';
import { type Client, signInAsGuest } from './client';
import { startMeter } from './meter';

const HOUR_MS = 3_600_000;
const EVENTS = 60;

export type BillingApp = Awaited<ReturnType<typeof startBillingApp>>;

/**
 * The app in front of a meter that can be slow and away, with two people: Ada has sixty events of the last five days,
 * the stranger has none.
 *
 * @param parts take what is started, to end it
 */
export async function startBillingApp(parts: StartedParts) {
  const databaseUrl = await createDatabase(inject('postgresUrl'));
  const books = await parts.start(openBooks(databaseUrl), (each) => each.close());
  const { db } = books;
  const meter = await parts.start(startMeter(db), (each) => each.close());
  const env = { DATABASE_URL: databaseUrl, OPENMETER_URL: meter.url };
  const [app, browser] = await Promise.all([
    parts.start(startApp({ env }), (each) => each.stop()),
    parts.start(launchBrowser(), (each) => each.close()),
  ]);

  async function signIn() {
    const client = await signInAsGuest(app.url);
    const [row] = await db.select().from(users).orderBy(desc(users.createdAt)).limit(1);
    return { client, userId: asId<UserId>(row?.id ?? '') };
  }

  /** Books usage of the last five days, which the app itself delivers. */
  function book(usage: Omit<Parameters<typeof seedUsage>[1], 'from' | 'to'>) {
    return seedUsage(db, { ...usage, from: hoursAgo(120), to: hoursAgo(1) });
  }

  /** Books usage of the last five days, and delivers it. */
  async function use(usage: Parameters<typeof book>[0]) {
    const entries = await book(usage);
    await deliverAll(db, meterOf(db).client);
    return entries;
  }

  const { client: ada, userId } = await signIn();
  const { client: stranger, userId: strangerId } = await signIn();
  const chatIds = await newChats(db, userId, ['Tokens', 'Meters']);
  const keyIds = await newKeys(db, userId, ['Laptop']);
  await use({ userId, count: EVENTS, chatIds });

  return {
    app,
    meter,
    books,
    ada,
    adaId: userId,
    stranger,
    strangerId,
    chatIds,
    keyIds,
    book,
    use,
    /**
     * Has Ada used this much, in US dollars, in the current billing period. What was booked for her may be of the one before.
     */
    async useUp(usd: string): Promise<void> {
      const [periodStart, usedPico] = [billingPeriodOf(new Date()).start, parseUsd(usd)];
      await db
        .insert(balances)
        .values({ userId, periodStart, usedPico })
        .onConflictDoUpdate({ target: [balances.userId, balances.periodStart], set: { usedPico } });
    },
    async open(
      path: string,
      { width = 1440, height = 1080, client = ada, javaScriptEnabled = true }: OpenOptions = {},
    ) {
      const opened = await openPage(browser, { viewport: { width, height }, javaScriptEnabled });
      await opened.context.addCookies(cookiesOf(client, app.url));
      await opened.page.addInitScript(OBSERVE_SHIFTS);
      await opened.page.goto(app.url + path, { waitUntil: 'commit' });
      return opened;
    },
  };
}

interface OpenOptions {
  width?: number;
  height?: number;
  client?: Client;
  javaScriptEnabled?: boolean;
}

/** Every shift of the layout that no input explains, and what moved. */
export function shiftsOf(page: Page): Promise<unknown> {
  return page.evaluate(READ_SHIFTS);
}

/** Runs in the browser. The observer hears of a frame's shifts in a task after it. */
const READ_SHIFTS = `
  new Promise((resolve) =>
    requestAnimationFrame(() => requestAnimationFrame(() => setTimeout(() => resolve(globalThis.shifts)))),
  )
`;

/** Runs in the browser. */
const OBSERVE_SHIFTS = `
  globalThis.shifts = [];
  new PerformanceObserver((list) => {
    for (const { hadRecentInput, value, sources } of list.getEntries())
      if (!hadRecentInput) shifts.push({ value, moved: sources.map(({ node }) => node?.parentElement?.outerHTML?.slice(0, 200)) });
  }).observe({ type: 'layout-shift', buffered: true });
`;

function hoursAgo(hours: number): Date {
  return new Date(Date.now() - hours * HOUR_MS);
}

function cookiesOf({ cookie }: Client, url: string) {
  return cookie.split('; ').map((pair) => {
    const [name = '', ...value] = pair.split('=');
    return { name, value: value.join('='), url };
  });
}
