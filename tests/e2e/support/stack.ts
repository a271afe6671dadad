import { inject } from 'vitest';
import { createDatabase } from '@/tests/support/create-database';
import { type FakeUpstreamOptions, startFakeUpstream } from '@/tests/upstream';
import { type App, startApp } from './app';
import { openBooks } from './books';

export type Stack = Awaited<ReturnType<typeof startStack>>;

/** The model that the server has, at the demo's price: for `OPENAI_MODELS`. */
export const DEMO_MODEL = JSON.stringify([{ id: 'tokentally-demo', provider: 'demo' }]);

interface StackOptions extends Pick<FakeUpstreamOptions, 'tokenDelayMs' | 'texts'> {
  /** What the app is told besides where its database and its upstream are. */
  env?: Record<string, string>;
}

/** The built app in production's shape: on Postgres, in front of the fake upstream, with guests. Whoever starts it stops it. */
export async function startStack({ env, ...upstreamOptions }: StackOptions = {}) {
  const databaseUrl = await createDatabase(inject('postgresUrl'));
  const [upstream, books] = await Promise.all([startFakeUpstream(upstreamOptions), openBooks(databaseUrl)]);
  const settings = {
    DATABASE_URL: databaseUrl,
    OPENAI_BASE_URL: upstream.url,
    OPENAI_MODELS: DEMO_MODEL,
    GUESTS: 'on',
    ...env,
  };
  const apps: App[] = [];

  async function start(port?: number) {
    const another = await startApp({ env: settings, port });
    apps.push(another);
    return another;
  }

  async function stop() {
    for (const each of apps) await each.stop();
    await books.close();
    await upstream.close();
  }

  const app = await start().catch(async (error: unknown) => {
    await stop();
    throw error;
  });

  return {
    app,
    upstream,
    books,
    /** Starts another instance of the app, on the same database and the same upstream. */
    startInstance: () => start(),
    /** Starts the app again, at its address, after it was stopped. */
    startAgain: () => start(Number(new URL(app.url).port)),
    /** Ends all of it, also the instances. */
    stop,
  };
}
