import { inspect } from 'node:util';
import { eq, sql } from 'drizzle-orm';
import { expect, it, vi } from 'vitest';
import { describeOnDatabases } from '@/tests/support/databases';
import { newUser, settleGeneration } from '@/tests/support/metering';
import { setBudget } from '../billing/budgets/set';
import { apiKeySecrets, apiKeys } from '../db/schema';
import type { UserId } from '../ids';
import { parseUsd } from '../money';
import { authenticate, InvalidApiKeyError } from './authenticate';
import { createKey, MOST_KEYS } from './create';
import { newKey } from './key-format';
import { listKeys } from './list';
import { revokeKey } from './revoke';
import { rotateKey } from './rotate';

describeOnDatabases('an API key', (db) => {
  const getDb = async () => db();
  const open = (key: string) => authenticate(getDb, `Bearer ${key}`);
  const list = (userId: UserId) => listKeys(db(), { userId, now: new Date() });

  async function setUp(wishes: Partial<Parameters<typeof createKey>[1]> = {}) {
    const userId = await newUser(db());
    return { userId, ...(await createKey(db(), { userId, name: 'My server', ...wishes })) };
  }

  it('opens the account of the person it is of, within its limits', async () => {
    const limits = { spendLimitPico: parseUsd('5'), models: ['gpt-6-luna'] };
    const { userId, id, key } = await setUp(limits);
    expect(await open(key)).toEqual({
      user: { id: userId, kind: 'member' },
      budget: null,
      key: { id, spendLimitPico: parseUsd('5'), requestsPerMinute: 600, tokensPerMinute: 2_000_000 },
      models: ['gpt-6-luna'],
    });
  });

  it('brings the budget of the person along', async () => {
    const { userId, key } = await setUp();
    await setBudget(db(), userId, { sumPico: parseUsd('3'), stop: true });
    expect((await open(key)).budget).toEqual({ sumPico: parseUsd('3'), stop: true });
  });

  it('is nowhere in the database', async () => {
    const { key } = await setUp();
    const rows = await db()
      .select({ everything: sql<string>`row_to_json(s)::text || row_to_json(k)::text` })
      .from(sql`${apiKeySecrets} s, ${apiKeys} k`);
    const secret = key.slice(-39);
    expect(rows.length).toBeGreaterThan(0);
    expect(rows.filter((row) => row.everything.includes(secret))).toEqual([]);
  });

  it.each([null, '', 'Bearer', 'Basic abc', `Bearer ${newKey().key}`])('is not %j', async (header) => {
    await expect(authenticate(getDb, header)).rejects.toThrow(InvalidApiKeyError);
  });

  it.each([
    'Bearer tt_live_abc',
    'Bearer sk-proj-abcdefghijklmnop',
    `Bearer ${newKey().key.slice(0, -1)}`,
    `Bearer ${newKey().key.replace(/.$/, (last) => (last === '0' ? '1' : '0'))}`,
  ])('is not %j, which is known without asking the database', async (header) => {
    const noDatabase = vi.fn(() => Promise.reject(new Error('The database was asked.')));
    await expect(authenticate(noDatabase, header)).rejects.toThrow(InvalidApiKeyError);
    expect(noDatabase).not.toHaveBeenCalled();
  });

  it('is repeated in no error', async () => {
    const { userId, id, key } = await setUp();
    await revokeKey(db(), { userId, id });
    const mistyped = key.replace(/.$/, (last) => (last === '0' ? '1' : '0'));
    for (const wrong of [key, mistyped]) {
      const error: unknown = await open(wrong).catch((thrown: unknown) => thrown);
      expect(inspect(error)).toContain('InvalidApiKeyError');
      expect(inspect(error)).not.toContain(key.slice(8, 20));
    }
  });

  it('is not another secret with its public id', async () => {
    const { key } = await setUp();
    const [row] = await db().select().from(apiKeySecrets).limit(1);
    const wrong = newKey();
    await db()
      .insert(apiKeySecrets)
      .values({ ...wrong, apiKeyId: String(row?.apiKeyId), hash: newKey().hash });
    await expect(open(wrong.key)).rejects.toThrow(InvalidApiKeyError);
    await expect(open(key)).resolves.toBeDefined();
  });

  it('opens nothing when it has expired', async () => {
    const { key } = await setUp({ expiresAt: new Date(Date.now() - 1_000) });
    await expect(open(key)).rejects.toThrow(InvalidApiKeyError);
  });

  // It got a secret that nobody saw: the list, which showed that it had expired, took the dialog along.
  it('gets no new secret when it has expired', async () => {
    const { userId, id } = await setUp({ expiresAt: new Date(Date.now() - 1_000) });
    const [before] = await list(userId);
    await expect(rotateKey(db(), { userId, id, overlapSeconds: 0 })).rejects.toMatchObject({
      status: 400,
      message: expect.stringContaining('a later expiry under Edit'),
    });
    expect(await list(userId)).toEqual([before]);
  });

  it('opens nothing once it is revoked, which only its owner can do', async () => {
    const { userId, id, key } = await setUp();
    const other = await newUser(db());
    await expect(revokeKey(db(), { userId: other, id })).rejects.toMatchObject({ status: 404 });
    await revokeKey(db(), { userId, id });
    await expect(open(key)).rejects.toThrow(InvalidApiKeyError);
    expect(await list(userId)).toEqual([]);
  });

  // Who pressed “Revoke” in a second tab read that the key doesn’t exist.
  it('stays revoked since when it was, when it is revoked again', async () => {
    const { userId, id } = await setUp();
    const revokedAt = async () =>
      db().select({ at: apiKeys.revokedAt }).from(apiKeys).where(eq(apiKeys.id, id));
    await revokeKey(db(), { userId, id });
    const before = await revokedAt();
    await revokeKey(db(), { userId, id });
    expect(await revokedAt()).toEqual(before);
  });

  it('overlaps with its successor for as long as was said, and keeps its id', async () => {
    const { userId, id, key } = await setUp();
    const second = await rotateKey(db(), { userId, id, overlapSeconds: 3_600 });
    expect((await open(key)).key.id).toBe(id);
    expect((await open(second)).key.id).toBe(id);
    const [listed] = await list(userId);
    expect(listed?.masked.slice(0, -1)).toBe(second.slice(0, 21));
    expect(listed?.oldSecretUntil?.getTime()).toBeGreaterThan(Date.now() + 3_500_000);
    await rotateKey(db(), { userId, id, overlapSeconds: 0 });
    await expect(open(key)).rejects.toThrow(InvalidApiKeyError);
    await expect(open(second)).rejects.toThrow(InvalidApiKeyError);
  });

  // The page said of an old secret that it works for another day, though the key had ended.
  it('is said to overlap no longer than it works', async () => {
    const expiresAt = new Date(Date.now() + 1_800_000);
    const { userId, id } = await setUp({ expiresAt });
    await rotateKey(db(), { userId, id, overlapSeconds: 3_600 });
    expect(await list(userId)).toMatchObject([{ expiresAt, oldSecretUntil: expiresAt }]);
    const [ended] = await listKeys(db(), { userId, now: expiresAt });
    expect(ended?.oldSecretUntil).toBeNull();
  });

  it('is not made again longer by another rotation', async () => {
    const { userId, id } = await setUp();
    await rotateKey(db(), { userId, id, overlapSeconds: 0 });
    await rotateKey(db(), { userId, id, overlapSeconds: 3_600 });
    const secrets = await db()
      .select({ expiresAt: apiKeySecrets.expiresAt })
      .from(apiKeySecrets)
      .where(eq(apiKeySecrets.apiKeyId, id))
      .orderBy(apiKeySecrets.createdAt);
    expect(secrets.map(({ expiresAt }) => expiresAt && expiresAt.getTime() > Date.now())).toEqual([
      false,
      true,
      null,
    ]);
  });

  it('is listed with what was used with it, and when', async () => {
    const { userId, id, key } = await setUp();
    expect(await list(userId)).toMatchObject([{ id, name: 'My server', usedPico: 0n, lastUsedAt: null }]);
    const { key: apiKey } = await open(key);
    const { costPico } = await settleGeneration(db(), userId, {}, { apiKey });
    const [listed] = await list(userId);
    expect(listed?.usedPico).toBe(costPico);
    expect(listed?.lastUsedAt).toBeInstanceOf(Date);
  });

  it('is one of so many at most', async () => {
    const userId = await newUser(db());
    for (let made = 0; made < MOST_KEYS; made++) await createKey(db(), { userId, name: 'one' });
    await expect(createKey(db(), { userId, name: 'too many' })).rejects.toMatchObject({ status: 400 });
  });

  // Each had counted the keys before the others were written.
  it('is one of so many at most, also where several are asked for at once', async () => {
    const userId = await newUser(db());
    for (let made = 1; made < MOST_KEYS; made++) await createKey(db(), { userId, name: 'one' });
    await Promise.allSettled(Array.from({ length: 8 }, () => createKey(db(), { userId, name: 'at once' })));
    expect(await list(userId)).toHaveLength(MOST_KEYS);
  });
});
