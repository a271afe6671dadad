import { expect, it, onTestFinished, vi } from 'vitest';
import { describeOnDatabases } from '@/tests/support/databases';
import { meteringOf, newUser } from '@/tests/support/metering';
import { watched } from '@/tests/support/watched';
import { authenticate } from '../api-keys/authenticate';
import { createKey } from '../api-keys/create';
import type { Database } from '../db/types';
import { catalogModelById } from '../models/catalog-by-id';
import { callModel } from './call-model';
import { ChatReader } from './chat-completions/read';

vi.mock('../models/openai-client', () => ({
  postUnmetered: async () => ({
    ok: true,
    response: Response.json({ choices: [{ message: { content: 'Hi.' } }] }),
  }),
}));

describeOnDatabases('a call with a key', (db) => {
  it('asks the database four times, and none of them is for its limits alone', async () => {
    // A checkpoint would be one more where the machine is slow.
    vi.useFakeTimers({ toFake: ['setInterval', 'clearInterval'] });
    onTestFinished(() => void vi.useRealTimers());
    const userId = await newUser(db());
    const { key } = await createKey(db(), { userId, name: 'test' });
    const { database, statements } = noting(db());
    const call = async () => {
      const caller = await authenticate(async () => database, `Bearer ${key}`);
      const { response } = await callModel(meteringOf(database), {
        caller,
        model: catalogModelById('tokentally-demo', 'demo'),
        demand: { promptTokens: 3 },
        path: '/chat/completions',
        promptParam: 'messages',
        toBody: () => ({}),
        openReader: (tally) => new ChatReader(tally, false),
        stop: new AbortController().signal,
      });
      return response;
    };
    // The first one in a month opens the accounts.
    await call();
    statements.length = 0;
    const { status, headers } = await call();
    expect([status, headers.get('x-ratelimit-limit-requests')]).toEqual([200, '600']);
    expect(statements).toEqual([
      expect.stringContaining('from api_key_secrets'),
      expect.stringContaining('insert into generations'),
      expect.stringContaining("set state = 'dispatched'"),
      expect.stringContaining('insert into ledger_entries'),
    ]);
  });
});

const QUERY_BUILDERS = ['select', 'insert', 'update', 'delete', 'transaction', 'query'];

/** A database that notes its statements, and of what else it can be asked by, that it was. */
function noting(db: Database) {
  const statements: string[] = [];
  const executing = watched(db, (text, execute) => {
    statements.push(text);
    return execute();
  });
  const database = new Proxy(executing, {
    get(target, name) {
      if (QUERY_BUILDERS.includes(String(name))) statements.push(String(name));
      return Reflect.get(target, name);
    },
  });
  return { database, statements };
}
