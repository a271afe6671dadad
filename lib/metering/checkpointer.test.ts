import { eq } from 'drizzle-orm';
import { expect, it, onTestFinished, vi } from 'vitest';
import { describeOnDatabases } from '@/tests/support/databases';
import { callOf, meteringOf, newUser } from '@/tests/support/metering';
import { generations } from '../db/schema';
import type { Database } from '../db/types';
import { type GenerationId, type MessageId, newId } from '../ids';
import { log } from '../log';
import { saveCheckpoints } from './checkpoint';
import { Checkpointer } from './checkpointer';
import type { Metering } from './context';
import { openGeneration } from './open';

describeOnDatabases('a generation that waits for its reply', (db) => {
  // It was silent for as long as the clock was set back, and so another instance took it for dead.
  it('is said to be alive though the clock of its machine is set back', async () => {
    const [userId, metering] = [await newUser(db()), meteringOf(db())];
    const generation = await openGeneration(metering, callOf(userId), { promptTokens: 10 });
    const takeCheckpoint = vi.spyOn(generation, 'takeCheckpoint');
    const [dateMs, monotonicMs] = [Date.now(), performance.now()];
    vi.spyOn(Date, 'now').mockReturnValue(dateMs - 60_000);
    vi.spyOn(performance, 'now').mockReturnValue(monotonicMs + 3_000);
    onTestFinished(() => void vi.restoreAllMocks());
    await metering.checkpointer.flush();
    expect(takeCheckpoint).toHaveBeenCalled();
    vi.restoreAllMocks();
    await generation.settle('complete');
  });
});

describeOnDatabases('the checkpoints of a process', (db, kind) => {
  async function startReply(metering: Metering) {
    const call = callOf(await newUser(db()), { messageId: newId<MessageId>() });
    const generation = await openGeneration(metering, call, { promptTokens: 10 });
    const say = (text: string) => {
      generation.tally.addText(text);
      generation.noteOutput();
    };
    return { generation, say };
  }

  async function textOf(id: GenerationId) {
    const [row] = await db().select().from(generations).where(eq(generations.id, id));
    return row?.outputText;
  }

  // All replies of the process stood still with it, for a quarter of an hour.
  it('are saved again when a connection has gone silent in the middle', async () => {
    let isSilent = false;
    const checkpointer = new Checkpointer(async () => (isSilent ? new Promise<Database>(() => {}) : db()));
    const { generation, say } = await startReply({ db: db(), checkpointer });
    say('one two three');
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
    onTestFinished(() => void vi.useRealTimers());
    isSilent = true;
    const silent = checkpointer.flush();
    await vi.advanceTimersByTimeAsync(3_000);
    await silent;
    isSilent = false;
    vi.useRealTimers();
    await checkpointer.flush();
    expect(await textOf(generation.id)).toBe('one two three');
    await generation.settle('complete');
  });

  it('take nothing back when they arrive after those that were saved in their place', async () => {
    const { generation } = await startReply(meteringOf(db()));
    const save = (appendedText: string, savedCharacters: number, outputTokens: number) =>
      saveCheckpoints(db(), [
        { ...generation.takeCheckpoint(), appendedText, savedCharacters, outputTokens },
      ]);
    await save('one two', 0, 2);
    await save('one', 0, 1);
    expect(await textOf(generation.id)).toBe('one two');
    await save(' three', 7, 3);
    await save('one two', 0, 2);
    expect(await textOf(generation.id)).toBe('one two three');
    const [{ outputTokens } = {}] = await db()
      .select()
      .from(generations)
      .where(eq(generations.id, generation.id));
    expect(outputTokens).toBe(3);
    await generation.settle('complete');
  });

  // They waited for it, and the living were taken for dead.
  it.skipIf(kind === 'pglite')('don’t wait for one whose row somebody else has', async () => {
    const metering = meteringOf(db());
    const [ann, bob] = [await startReply(metering), await startReply(metering)];
    const lose = vi.spyOn(ann.generation, 'lose');
    for (const { say } of [ann, bob]) say('one two three');
    await db().transaction(async (other) => {
      await other.select().from(generations).where(eq(generations.id, ann.generation.id)).for('update');
      await metering.checkpointer.flush();
    });
    expect(await textOf(bob.generation.id)).toBe('one two three');
    expect(lose).not.toHaveBeenCalled();
    await metering.checkpointer.flush();
    expect(await textOf(ann.generation.id)).toBe('one two three');
    for (const { generation } of [ann, bob]) await generation.settle('complete');
  });

  // Nothing told of it, and the generation was taken for dead in the end.
  it.skipIf(kind === 'pglite')('tell once of a row that somebody else has for long', async () => {
    const metering = meteringOf(db());
    const { generation, say } = await startReply(metering);
    const warn = vi.spyOn(log, 'warn');
    onTestFinished(() => void vi.restoreAllMocks());
    say('one two three');
    await db().transaction(async (other) => {
      await other.select().from(generations).where(eq(generations.id, generation.id)).for('update');
      await metering.checkpointer.flush();
      expect(warn).not.toHaveBeenCalled();
      const nowMs = performance.now();
      vi.spyOn(performance, 'now').mockReturnValue(nowMs + 5_000);
      await metering.checkpointer.flush();
      await metering.checkpointer.flush();
    });
    expect(warn.mock.calls).toEqual([
      [{ generationId: generation.id }, expect.stringContaining('is locked')],
    ]);
    await generation.settle('complete');
  });
});
