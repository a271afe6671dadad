import { generateText, streamText } from 'ai';
import { eq, type SQL, sql } from 'drizzle-orm';
import { PgDialect } from 'drizzle-orm/pg-core';
import { afterAll, afterEach, beforeAll, expect, it, onTestFinished, vi } from 'vitest';
import { describeOnDatabases } from '@/tests/support/databases';
import { createGate } from '@/tests/support/gate';
import { callOf, clientsOf, meteringOf, newUser, settled } from '@/tests/support/metering';
import { type FakeUpstream, startFakeUpstream } from '@/tests/upstream';
import { generations } from '../db/schema';
import type { Database } from '../db/types';
import { explainUpstreamError } from '../models/upstream-failure';
import { meteredModel } from './metered-model';
import { recover } from './recover';

let upstream: FakeUpstream;

beforeAll(async () => {
  upstream = await startFakeUpstream();
});
afterEach(() => upstream.journal.clear());
afterAll(() => upstream.close());

describeOnDatabases('a call that is about to leave', (db) => {
  /** A database to which a dispatch is sent in another way. */
  function withDispatch(send: (execute: () => Promise<unknown>) => Promise<unknown>): Database {
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
    'is voided and never sent, if the answer to its dispatch never comes: the database has it %s',
    async (when) => {
      const [userId, connection] = [await newUser(db()), createGate()];
      connection.shut();
      let hasArrived = false;
      const database = withDispatch(async (execute) => {
        const early = when === 'before it goes silent' ? await execute() : undefined;
        hasArrived = true;
        await connection.passed();
        return early ?? execute();
      });
      const model = meteredModel(
        { unmetered: clientsOf(upstream.url).chat },
        meteringOf(database),
        callOf(userId),
      );
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

  // It was told that the reply had broken off and its prompt was charged, and the log blamed the model.
  it('is never sent if its process was blocked until another one voided it, and says that nothing was charged', async () => {
    const userId = await newUser(db());
    const database = withDispatch(async (execute) => {
      await db()
        .update(generations)
        .set({ aliveAt: sql`now() - interval '1 minute'` })
        .where(eq(generations.userId, userId));
      await recover(db());
      return execute();
    });
    const model = meteredModel(
      { unmetered: clientsOf(upstream.url).chat },
      meteringOf(database),
      callOf(userId),
    );
    const failure: unknown = await generateText({ model, prompt: 'Hello!' }).catch((error: unknown) => error);
    expect(explainUpstreamError(failure)).toMatchObject({
      status: 503,
      code: 'began_too_late',
      message: 'This took too long to begin. Nothing was charged. Try again.',
    });
    const { calls, entries, balance } = await settled(db(), userId);
    expect(calls).toMatchObject([{ state: 'voided' }]);
    expect([entries, balance?.heldPico, upstream.journal.records()]).toEqual([[], 0n, []]);
  });
});
