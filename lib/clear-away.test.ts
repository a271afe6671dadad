import { eq, sql } from 'drizzle-orm';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { GET as runCronJob } from '@/app/api/cron/relay/route';
import { describeOnDatabases } from '@/tests/support/databases';
import { createGate } from '@/tests/support/gate';
import { booksOf, callOf, meteringOf, newUser } from '@/tests/support/metering';
import { afterReply } from './after-reply';
import { claim, KEPT_SECONDS, look } from './api/idempotency/store';
import { createKey } from './api-keys/create';
import type { OwnChat } from './chats/own-chat';
import { startRecovery } from './chats/recover-replies';
import { savedChat } from './chats/testing/saved-chat';
import { clearAway } from './clear-away';
import { attachments, chats, generations, idempotentAnswers } from './db/schema';
import { type AttachmentId, newId, type UserId } from './ids';
import { openGeneration } from './metering/open';

const { getDb, deleteFile } = vi.hoisted(() => ({ getDb: vi.fn(), deleteFile: vi.fn() }));
vi.mock('@/lib/db/client', () => ({ getDb }));
vi.mock('@/lib/openmeter/relay', () => ({ relay: async () => {} }));
vi.mock('@/lib/attachments/storage', () => ({
  storagesOf: () => ({ chosen: 'database', open: async () => ({ delete: deleteFile }) }),
}));
vi.mock('@/lib/env', async (importOriginal) => {
  const original = await importOriginal<typeof import('@/lib/env')>();
  return { ...original, env: { ...original.env, CRON_SECRET: 'secret' }, isServerless: true };
});

describeOnDatabases('a chat that was deleted a while ago', (db) => {
  let userId: UserId;
  let own: OwnChat;
  let fileId: AttachmentId;
  const storage = createGate();

  beforeEach(async () => {
    getDb.mockResolvedValue(db());
    globalThis.tokentallyCheckpointer = undefined;
    userId = await newUser(db());
    ({ own } = await savedChat(db(), userId));
    fileId = newId<AttachmentId>();
    const file = { name: 'a.png', mediaType: 'image/png', sizeBytes: 1, tokens: 1, storage: 's3' } as const;
    await db()
      .insert(attachments)
      .values({ id: fileId, userId, chatId: own.chatId, ...file });
    await db()
      .update(chats)
      .set({ deletedAt: sql`now() - interval '2 minutes'` })
      .where(eq(chats.id, own.chatId));
  });
  afterEach(async () => {
    storage.open();
    await clearAway();
    vi.useRealTimers();
    deleteFile.mockReset();
  });

  const isGone = async () => {
    const rows = await db().select().from(chats).where(eq(chats.id, own.chatId));
    return rows.length === 0;
  };

  // No orphan was looked for until all its files were deleted, however long each took.
  it('does not keep the recovery from running, when the storage of its files hangs', async () => {
    storage.shut();
    deleteFile.mockImplementation(storage.passed);
    vi.useFakeTimers({ toFake: ['setInterval'] });
    await startRecovery();
    vi.advanceTimersByTime(5_000);
    await expect.poll(() => deleteFile.mock.calls).toEqual([[fileId]]);

    const dead = meteringOf(db());
    const { id } = await openGeneration(dead, callOf(userId), { promptTokens: 10 });
    dead.checkpointer.remove(id);
    await db()
      .update(generations)
      .set({ aliveAt: sql`now() - interval '1 minute'` })
      .where(eq(generations.id, id));
    vi.advanceTimersByTime(5_000);
    const entries = async () => (await booksOf(db(), userId)).entries;
    await expect.poll(entries).toMatchObject([{ outcome: 'failed' }]);
  });

  it('is removed, with its files, by the cron job', async () => {
    const headers = { authorization: 'Bearer secret' };
    const request = new Request('https://chat.example.com/api/cron/relay', { headers });
    expect((await runCronJob(request)).status).toBe(204);
    expect(deleteFile).toHaveBeenCalledWith(fileId);
    expect(await isGone()).toBe(true);
  });

  it('is removed after a reply where nothing runs between requests', async () => {
    await afterReply(userId, new Date());
    expect(deleteFile).toHaveBeenCalledWith(fileId);
    expect(await isGone()).toBe(true);
  });
});

// It stayed until somebody else sent a new key.
describeOnDatabases('an answer of the API that is kept no longer', (db) => {
  it('is removed, and one that is kept stays', async () => {
    getDb.mockResolvedValue(db());
    globalThis.tokentallyCheckpointer = undefined;
    const { id: apiKeyId } = await createKey(db(), { userId: await newUser(db()), name: 'test' });
    const old = { apiKeyId, key: 'old', requestHash: 'a' };
    const kept = { ...old, key: 'kept' };
    for (const request of [old, kept]) await claim(db(), request);
    await db()
      .update(idempotentAnswers)
      .set({ claimedAt: sql`now() - make_interval(secs => ${KEPT_SECONDS}::int)` })
      .where(eq(idempotentAnswers.key, 'old'));
    await clearAway();
    expect(await look(db(), old)).toBeUndefined();
    expect(await look(db(), kept)).toBeDefined();
  });
});
