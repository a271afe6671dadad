import { eq, type SQL, sql } from 'drizzle-orm';
import { expect, it, vi } from 'vitest';
import { describeOnDatabases } from '@/tests/support/databases';
import { booksOf, callOf, meteringOf, newUser } from '@/tests/support/metering';
import { generations } from '../db/schema';
import { type MessageId, newId, type UserId } from '../ids';
import { Checkpointer } from './checkpointer';
import type { Metering } from './context';
import { openGeneration } from './open';
import { recover } from './recover';

describeOnDatabases('a generation whose process', (db) => {
  /** As if its process had been silent for so long. */
  async function silence(userId: UserId, seconds = 60): Promise<void> {
    await db()
      .update(generations)
      .set({ aliveAt: sql`now() - make_interval(secs => ${seconds}::float8)` })
      .where(eq(generations.userId, userId));
  }

  /** A generation that has delivered something and saved it. */
  async function deliver(metering: Metering, userId: UserId, text: string) {
    const generation = await openGeneration(metering, callOf(userId), { promptTokens: 10 });
    generation.tally.addText(text);
    generation.noteOutput();
    await generation.checkpoint();
    return generation;
  }

  it('died is billed for its last checkpoint, once, by one of several that find it', async () => {
    const [userId, dead] = [await newUser(db()), meteringOf(db())];
    const generation = await deliver(dead, userId, 'one two three');
    generation.tally.addText(' and what was never saved');
    dead.checkpointer.remove(generation.id);
    await silence(userId);
    // Each said in the log that it had ended it.
    const ended = await Promise.all([1, 2, 3].map(() => recover(db())));
    expect(ended.sort()).toEqual([0, 0, 1]);
    const { entries, events, balance } = await booksOf(db(), userId);
    expect(entries).toMatchObject([
      { basis: 'estimated', outcome: 'failed', uncachedTokens: 10, outputTokens: 3 },
    ]);
    expect(events).toHaveLength(1);
    expect(balance).toMatchObject({ heldPico: 0n, usedPico: entries[0]?.costPico });
  });

  it('died with many others is ended with them, each once', async () => {
    const [userId, dead] = [await newUser(db()), meteringOf(db())];
    const many = 120;
    const openOne = () => openGeneration(dead, callOf(userId, { allowancePico: null }), { promptTokens: 10 });
    const opened = await Promise.all(Array.from({ length: many }, openOne));
    for (const { id } of opened) dead.checkpointer.remove(id);
    await silence(userId);
    expect(await recover(db())).toBe(many);
    const { entries, events, balance } = await booksOf(db(), userId);
    expect([entries.length, events.length]).toEqual([many, many]);
    expect(balance?.heldPico).toBe(0n);
  });

  // The text of a checkpoint whose answer was lost was saved a second time.
  it('lost the connection before a checkpoint was confirmed has its text saved once', async () => {
    const userId = await newUser(db());
    let breaks = true;
    const breaking = new Proxy(db(), {
      get(target, key) {
        if (key !== 'execute') return Reflect.get(target, key);
        return async (query: SQL) => {
          const answer = await target.execute(query);
          if (breaks) throw new Error('The connection broke.');
          return answer;
        };
      },
    });
    const checkpointer = new Checkpointer(async () => breaking);
    const call = callOf(userId, { messageId: newId<MessageId>() });
    const generation = await openGeneration({ db: db(), checkpointer }, call, { promptTokens: 10 });
    for (const text of ['one 👋', ' two \0', ' three']) {
      generation.tally.addText(text);
      generation.noteOutput();
      breaks = true;
      await checkpointer.flush();
      generation.tally.addText(' and');
      generation.noteOutput();
      breaks = false;
      await checkpointer.flush();
    }
    const [saved] = await db().select().from(generations).where(eq(generations.userId, userId));
    expect(saved?.outputText).toBe('one 👋 and two \uFFFD and three and');
    await generation.settle('complete');
  });

  it('can’t say what was delivered is billed for its last checkpoint, while the process lives on', async () => {
    const [userId, metering] = [await newUser(db()), meteringOf(db())];
    const generation = await deliver(metering, userId, 'one two three');
    vi.spyOn(generation.tally, 'outputTokens', 'get').mockImplementation(() => {
      throw new Error('A fault of ours.');
    });
    await expect(generation.settle('complete')).rejects.toThrow('A fault of ours.');
    await silence(userId);
    await recover(db(), { live: () => metering.checkpointer.ids() });
    const { entries, balance } = await booksOf(db(), userId);
    expect(entries).toMatchObject([{ basis: 'estimated', outcome: 'failed', outputTokens: 3 }]);
    expect(balance?.heldPico).toBe(0n);
  });

  it('died before it was dispatched costs nothing', async () => {
    const [userId, dead] = [await newUser(db()), meteringOf(db())];
    const generation = await deliver(dead, userId, '');
    dead.checkpointer.remove(generation.id);
    await db().update(generations).set({ state: 'reserved' }).where(eq(generations.id, generation.id));
    await silence(userId);
    const ended = await Promise.all([1, 2].map(() => recover(db())));
    expect(ended.sort()).toEqual([0, 1]);
    const { calls, entries, balance } = await booksOf(db(), userId);
    expect({ state: calls[0]?.state, entries }).toEqual({ state: 'voided', entries: [] });
    expect(balance).toMatchObject({ heldPico: 0n, usedPico: 0n });
  });

  it('died is billed, however many others died and though one of them can’t be ended', async () => {
    const users = await Promise.all(Array.from({ length: 103 }, () => newUser(db())));
    const dead = meteringOf(db());
    for (const userId of users) {
      dead.checkpointer.remove((await deliver(dead, userId, 'one two three')).id);
      await silence(userId);
    }
    let replies = 0;
    const saveReply = async () => {
      if (replies++ === 0) throw new Error('A fault of ours.');
    };
    expect(await recover(db(), { beforeSettling: saveReply })).toBe(users.length - 1);
    expect(await recover(db(), { beforeSettling: saveReply })).toBe(1);
    for (const userId of users)
      expect((await booksOf(db(), userId)).entries).toMatchObject([{ outputTokens: 3 }]);
  });

  it('lives is left alone', async () => {
    const [userId, alive] = [await newUser(db()), meteringOf(db())];
    const generation = await deliver(alive, userId, 'one two three');
    await recover(db());
    expect((await booksOf(db(), userId)).calls).toMatchObject([{ state: 'dispatched' }]);
    await generation.settle('complete');
  });

  it('comes back in the moment that another one takes it for dead is left alone', async () => {
    const [userId, alive] = [await newUser(db()), meteringOf(db())];
    const generation = await deliver(alive, userId, 'one two three');
    await silence(userId);
    const ended = await recover(db(), {
      async beforeSettling() {
        generation.tally.addText(' four');
        generation.noteOutput();
        await generation.checkpoint();
      },
    });
    expect(ended).toBe(0);
    expect((await booksOf(db(), userId)).entries).toEqual([]);
    await generation.settle('complete');
    expect((await booksOf(db(), userId)).entries).toMatchObject([{ outcome: 'complete', outputTokens: 4 }]);
  });

  // On Vercel the first request after an outage ended all replies under way.
  it('was silent because the database was away is left alone, if it says within the wait that it lives', async () => {
    const [userId, alive] = [await newUser(db()), meteringOf(db())];
    const generation = await deliver(alive, userId, 'one two three');
    await silence(userId);
    const ended = await recover(db(), {
      async awaitSignOfLife() {
        generation.tally.addText(' four');
        generation.noteOutput();
        await generation.checkpoint();
      },
    });
    expect(ended).toBe(0);
    await generation.settle('complete');
    expect((await booksOf(db(), userId)).entries).toMatchObject([{ outcome: 'complete', outputTokens: 4 }]);
  });

  it('died is ended after the wait for a sign of life, which is waited once, and never where nobody is silent', async () => {
    const [userId, dead] = [await newUser(db()), meteringOf(db())];
    dead.checkpointer.remove((await deliver(dead, userId, 'one two three')).id);
    const wait = vi.fn(async () => {});
    expect(await recover(db(), { awaitSignOfLife: wait })).toBe(0);
    expect(wait).not.toHaveBeenCalled();
    await silence(userId);
    expect(await recover(db(), { awaitSignOfLife: wait })).toBe(1);
    expect(wait).toHaveBeenCalledOnce();
  });

  it('died is ended 15 seconds after its last sign of life, as the wait for another begins before', async () => {
    const [userId, dead] = [await newUser(db()), meteringOf(db())];
    dead.checkpointer.remove((await deliver(dead, userId, 'one two three')).id);
    await silence(userId, 10);
    expect(await recover(db(), { awaitSignOfLife: () => silence(userId, 16) })).toBe(1);
  });

  // Its hold stayed for as long as the clock had been ahead.
  it('died before the clock of the database was put back by two hours is ended like any other', async () => {
    const [userId, dead] = [await newUser(db()), meteringOf(db())];
    dead.checkpointer.remove((await deliver(dead, userId, 'one two three')).id);
    await silence(userId, -7_200);
    expect(await recover(db())).toBe(1);
    const { entries, balance } = await booksOf(db(), userId);
    expect(entries).toMatchObject([{ outcome: 'failed', outputTokens: 3 }]);
    expect(balance?.heldPico).toBe(0n);
  });

  it('lives while the clock of the database is put back is left alone: by a little, or if it says so within the wait', async () => {
    const [userId, alive] = [await newUser(db()), meteringOf(db())];
    const generation = await deliver(alive, userId, 'one two three');
    await silence(userId, -10);
    expect(await recover(db())).toBe(0);
    await silence(userId, -7_200);
    const awaitSignOfLife = () => silence(userId, 0);
    expect(await recover(db(), { awaitSignOfLife })).toBe(0);
    await generation.settle('complete');
    expect((await booksOf(db(), userId)).entries).toMatchObject([{ outcome: 'complete' }]);
  });

  // The duration was more than the ledger can keep: it was never ended, and its hold stayed.
  it.each(['+', '-'])(
    'died is billed though the clock of the database was set by a month (%s)',
    async (sign) => {
      const [userId, dead] = [await newUser(db()), meteringOf(db())];
      dead.checkpointer.remove((await deliver(dead, userId, 'one two three')).id);
      await silence(userId);
      await db()
        .update(generations)
        .set({ dispatchedAt: sql`now() + ${`${sign}31 days`}::interval` })
        .where(eq(generations.userId, userId));
      expect(await recover(db())).toBe(1);
      const { entries } = await booksOf(db(), userId);
      expect(entries).toMatchObject([{ outcome: 'failed', durationMs: sign === '+' ? 0 : 2 ** 31 - 1 }]);
    },
  );
});
