import type { Browser, BrowserContext, Page } from 'playwright-core';
import { type App, startApp } from '@/tests/e2e/support/app';
import { openBooks } from '@/tests/e2e/support/books';
import { launchBrowser, openPage } from '@/tests/e2e/support/browser';
import { continueAsGuest } from '@/tests/e2e/support/journey';
import { createDatabase } from '@/tests/support/create-database';
import { startPostgres } from '@/tests/support/postgres-server';
import { type FakeUpstream, startFakeUpstream } from '@/tests/upstream';
import { startScript } from '../support/start-script';
import { markdownOf } from './reply-text';
import { watch } from './watch';

export const TOKENS_PER_SECOND = 200;
export const LONG_REPLY_TOKENS = 10_000;

/** What to say for which reply. */
export const ASK = { long: 'A long reply', middling: 'A middling reply', quick: 'A quick reply' };
/** With what the quick one begins. */
export const FIRST_WORD = 'Certainly';

export interface Stage {
  app: App;
  /** The competitor, in a process of its own as the app is, with an upstream of its own. */
  bare: { url: string; upstream: FakeUpstream };
  upstream: FakeUpstream;
  books: Awaited<ReturnType<typeof openBooks>>;
  /** A window of the one guest of this run, not slowed down, on an empty chat. */
  openChat(options?: { colorScheme?: 'light' | 'dark' }): Promise<Page>;
  /** A window on the competitor, not slowed down. */
  openBare(): Promise<Page>;
  close(): Promise<void>;
}

/** All that the benchmark plays on. What was started is stopped again, also where the start of the rest fails. */
export async function openStage(): Promise<Stage> {
  const closers: (() => Promise<unknown>)[] = [];
  const close = async () => {
    for (const each of closers.splice(0).toReversed()) await each();
  };
  try {
    return { ...(await start(closers)), close };
  } catch (error) {
    await close();
    throw error;
  }
}

async function start(closers: (() => Promise<unknown>)[]): Promise<Omit<Stage, 'close'>> {
  const started = <T>(what: T, stop: (what: T) => Promise<unknown>): T => {
    closers.push(() => stop(what));
    return what;
  };
  const postgres = started(await startPostgres(), (server) => server.stop());
  const databaseUrl = await createDatabase(postgres.url);
  const books = started(await openBooks(databaseUrl), (opened) => opened.close());
  const texts = {
    [ASK.long]: await markdownOf(LONG_REPLY_TOKENS),
    [ASK.middling]: await markdownOf(1_500),
    [ASK.quick]: `${FIRST_WORD}: every token is **billed once**, whatever fails.`,
  };
  const startUpstream = async () =>
    started(await startFakeUpstream({ texts, tokenDelayMs: 1000 / TOKENS_PER_SECOND }), (it) => it.close());
  const upstream = await startUpstream();
  const app = started(
    await startApp({
      env: {
        DATABASE_URL: databaseUrl,
        OPENAI_BASE_URL: upstream.url,
        OPENAI_MODELS: JSON.stringify([
          { id: 'tokentally-demo', provider: 'demo', defaultOutputTokens: 12_000 },
        ]),
        GUESTS: 'on',
        GUEST_ALLOWANCE_USD: '1000',
        LOG_LEVEL: 'warn',
      },
    }),
    (it) => it.stop(),
  );
  const bareUpstream = await startUpstream();
  const bare = started(
    await startScript((port) => ['bench/chat-ui/bare/server.ts', String(port), bareUpstream.url]),
    async (it) => it.stop(),
  );
  const bareUrl = `http://127.0.0.1:${bare.port}`;
  const browser = started(await launchBrowser(), (it) => it.close());
  const guest = await signIn(browser, app);
  return {
    app,
    bare: { url: bareUrl, upstream: bareUpstream },
    upstream,
    books,
    async openChat(options = {}) {
      const { page } = await openPage(browser, { ...options, storageState: guest });
      await watch(page);
      await page.goto(`${app.url}/chat`, { waitUntil: 'networkidle' });
      return page;
    },
    async openBare() {
      const { page } = await openPage(browser);
      await watch(page);
      await page.goto(bareUrl);
      return page;
    },
  };
}

type Guest = Awaited<ReturnType<BrowserContext['storageState']>>;

async function signIn(browser: Browser, app: App): Promise<Guest> {
  const { page, context } = await openPage(browser);
  await continueAsGuest(page, app.url);
  const guest = await context.storageState();
  await context.close();
  return guest;
}
