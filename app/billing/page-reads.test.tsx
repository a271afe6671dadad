import { text } from 'node:stream/consumers';
import { OpenMeter } from '@openmeter/sdk';
import { encode } from 'next-auth/jwt';
import { prerenderToNodeStream } from 'react-dom/static';
import { expect, it, vi } from 'vitest';
import { newChats, newPerson, seedUsage } from '@/lib/billing/testing/seed';
import type { Database } from '@/lib/db/types';
import { describeOnDatabases } from '@/tests/support/databases';
import BillingPage from './page';

const { cookie, getDb, openMeter, SECRET } = vi.hoisted(() => ({
  cookie: vi.fn(() => ''),
  getDb: vi.fn(),
  openMeter: vi.fn(),
  SECRET: 'the secret of these tests, long enough',
}));
vi.mock('next/headers', () => ({
  headers: async () => new Headers({ cookie: cookie() }),
  cookies: async () => ({ get: () => undefined }),
}));
vi.mock('next/navigation', async (original) => ({
  ...(await original<object>()),
  useRouter: () => ({ push: vi.fn() }),
}));
vi.mock('@/lib/db/client', () => ({ getDb }));
vi.mock('@/lib/openmeter/client', () => ({ openMeter }));
vi.mock('@/lib/auth/secret', () => ({ authSecret: async () => SECRET }));
// They read nothing for the page.
vi.mock('@/lib/auth/actions', () => ({ signOutAction: vi.fn(), signOutEverywhere: vi.fn() }));
vi.mock('./actions', () => ({ loadOlderEvents: vi.fn(), rememberTimeZone: vi.fn(), saveBudget: vi.fn() }));

const HOUR_MS = 3_600_000;
const SESSION = 'authjs.session-token';

describeOnDatabases('all of a billing page', (db) => {
  // One of the statements is whether the session was ended, which is asked every ten seconds at most.
  it.each([
    ['', { queries: 5, statements: 2 }],
    ['range=90d&by=kind', { queries: 5, statements: 2 }],
    ['range=24h&model=gpt-5&via=chat', { queries: 5, statements: 2 }],
    ['range=7d&unit=hour&split=chat', { queries: 5, statements: 2 }],
    ['range=90d&chat=one', { queries: 0, statements: 3 }],
  ])('asks OpenMeter and the database no more for the view “%s” than %j', async (search, asked) => {
    const userId = await newPerson(db());
    const chatIds = await newChats(db(), userId, ['One']);
    const [from, to] = [new Date(Date.now() - HOUR_MS), new Date()];
    await seedUsage(db(), { from, to, userId, count: 30, chatIds });
    const token = { userId, kind: 'member', name: 'Ada', email: null, sessionsFrom: 0 };
    cookie.mockReturnValue(`${SESSION}=${await encode({ token, secret: SECRET, salt: SESSION })}`);
    const meter = countingMeter();
    openMeter.mockReturnValue(meter.client);
    const counting = countingStatements(db());
    getDb.mockResolvedValue(counting.db);

    const view = Object.fromEntries(new URLSearchParams(search.replace('chat=one', `chat=${chatIds[0]}`)));
    const page = await BillingPage({ searchParams: Promise.resolve(view) });
    const { prelude } = await prerenderToNodeStream(page);
    expect(await text(prelude)).toContain('id="events"');
    expect({ queries: meter.queries, statements: counting.statements }).toEqual(asked);
  });
});

/** An OpenMeter without usage that counts what it is asked. */
function countingMeter() {
  const meter = {
    queries: 0,
    client: new OpenMeter({
      baseUrl: 'http://empty.openmeter',
      fetch: async () => {
        meter.queries += 1;
        return Response.json({ data: [] });
      },
    }),
  };
  return meter;
}

/** A database that counts its statements. It takes none in another way than these, which it would not see. */
function countingStatements(db: Database) {
  const counting = {
    statements: 0,
    db: new Proxy(db, {
      get(target, name) {
        // An async function looks whether what it returns is a promise.
        if (name === 'then') return undefined;
        const begin: unknown = Reflect.get(target, name);
        if (!(name === 'execute' || name === 'select') || typeof begin !== 'function')
          throw new Error(`Statements of \`${String(name)}\` are not counted.`);
        return (...args: unknown[]) => {
          counting.statements += 1;
          return Reflect.apply(begin, target, args);
        };
      },
    }),
  };
  return counting;
}
