import { inject } from 'vitest';
import { createDatabase } from '@/tests/support/create-database';
import { StartedParts } from '@/tests/support/started-parts';
import { type FakeUpstreamOptions, startFakeUpstream } from '@/tests/upstream';
import { startApp } from './app';
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
  const parts = new StartedParts();
  const endAll = async (error: unknown): Promise<never> => {
    await parts.end();
    throw error;
  };
  const [upstream, books] = await Promise.all([
    parts.start(startFakeUpstream(upstreamOptions), (each) => each.close()),
    parts.start(openBooks(databaseUrl), (each) => each.close()),
  ]).catch(endAll);
  const settings = {
    DATABASE_URL: databaseUrl,
    OPENAI_BASE_URL: upstream.url,
    OPENAI_MODELS: DEMO_MODEL,
    GUESTS: 'on',
    ...env,
  };
  const start = (port?: number) => parts.start(startApp({ env: settings, port }), (each) => each.stop());
  const app = await start().catch(endAll);

  return {
    app,
    upstream,
    books,
    /** Starts another instance of the app, on the same database and the same upstream. */
    startInstance: () => start(),
    /** Starts the app again, at its address, after it was stopped. */
    startAgain: () => start(Number(new URL(app.url).port)),
    /** Ends all of it, also the instances, and those that are about to start. */
    stop: () => parts.end(),
  };
}
