import { streamText } from 'ai';
import type { SQL } from 'drizzle-orm';
import { PgDialect } from 'drizzle-orm/pg-core';
import { afterAll, afterEach, beforeAll, expect, it, onTestFinished, vi } from 'vitest';
import { describeOnDatabases } from '@/tests/support/databases';
import { createGate } from '@/tests/support/gate';
import { callOf, clientsOf, meteringOf, newUser, settled } from '@/tests/support/metering';
import { type FakeUpstream, startFakeUpstream } from '@/tests/upstream';
import type { Database } from '../db/types';
import { meteredModel } from './metered-model';

let upstream: FakeUpstream;

beforeAll(async () => {
  upstream = await startFakeUpstream();
});
afterEach(() => upstream.journal.clear());
afterAll(() => upstream.close());

describeOnDatabases('a call whose dispatch is not answered', (db) => {
  /** A database whose connection goes silent as a dispatch is sent. */
  function silentAtDispatch(send: (execute: () => Promise<unknown>) => Promise<unknown>): Database {
    return new Proxy(db(), {
      get(target, key) {
        if (key !== 'execute') return Reflect.get(target, key);
        return (statement: SQL) => {
          const isDispatch = new PgDialect()
            .sqlToQuery(statement)
            .sql.includes("state = 'dispatched', dispatched_at");
          const execute = async () => target.execute(statement);
          return isDispatch ? send(execute) : execute();
        };
      },
    });
  }

  // It counted as dispatched: its own process billed the prompt after 15 s, and sent it when the answer came.
  it.each(['before it goes silent', 'when it is back'])(
    'is voided and never sent, if the database has it %s',
    async (when) => {
      const [userId, connection] = [await newUser(db()), createGate()];
      connection.shut();
      let hasArrived = false;
      const database = silentAtDispatch(async (execute) => {
        const early = when === 'before it goes silent' ? await execute() : undefined;
        hasArrived = true;
        await connection.passed();
        return early ?? execute();
      });
      const model = meteredModel(clientsOf(upstream.url).chat, meteringOf(database), callOf(userId));
      vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'], shouldAdvanceTime: true });
      onTestFinished(() => void vi.useRealTimers());
      const errors: unknown[] = [];
      const reply = streamText({ model, prompt: 'Hello!', onError: ({ error }) => void errors.push(error) });
      const ended = reply.consumeStream();
      while (!hasArrived) await new Promise((done) => setImmediate(done));
      await vi.advanceTimersByTimeAsync(10_000);
      const { calls, entries, balance } = await settled(db(), userId);
      connection.open();
      await ended;
      await upstream.journal.idle();
      expect(errors).toMatchObject([{ name: 'DatabaseSilentError' }]);
      expect(calls).toMatchObject([{ state: 'voided' }]);
      expect([entries, balance?.heldPico, upstream.journal.records()]).toEqual([[], 0n, []]);
      expect((await settled(db(), userId)).calls).toMatchObject([{ state: 'voided' }]);
    },
  );
});
