import { expect, it } from 'vitest';
import { describeOnDatabases } from '@/tests/support/databases';
import { newUser, settleGeneration } from '@/tests/support/metering';
import { parseUsd } from '../money';
import { authenticate, InvalidApiKeyError } from './authenticate';
import { changeKey } from './change';
import { createKey } from './create';
import { listKeys } from './list';
import { revokeKey } from './revoke';

// A limit could be raised by a new key only, and what was used of the old one was no longer beside it.
describeOnDatabases('an API key that is changed', (db) => {
  const open = (key: string) => authenticate(async () => db(), `Bearer ${key}`);
  const hourAgo = () => new Date(Date.now() - 3_600_000);

  async function setUp(wishes: Partial<Parameters<typeof createKey>[1]> = {}) {
    const userId = await newUser(db());
    return { userId, ...(await createKey(db(), { userId, name: 'My server', ...wishes })) };
  }

  it('opens the account within its new limits, and keeps what was used with it', async () => {
    const { userId, id, key } = await setUp({ spendLimitPico: parseUsd('5'), models: ['gpt-6-luna'] });
    const { costPico } = await settleGeneration(db(), userId, {}, { apiKey: (await open(key)).key });
    const change = { name: 'My laptop', spendLimitPico: parseUsd('12.5'), models: ['gpt-5.4'] };
    await changeKey(db(), { userId, id, change });
    expect(await open(key)).toMatchObject({
      key: { id, spendLimitPico: parseUsd('12.5') },
      models: ['gpt-5.4'],
    });
    await changeKey(db(), { userId, id, change: { spendLimitPico: null, models: null } });
    expect(await open(key)).toMatchObject({ key: { spendLimitPico: null }, models: null });
    expect(await listKeys(db(), { userId, now: new Date() })).toMatchObject([
      { name: 'My laptop', usedPico: costPico, expiresAt: null },
    ]);
  });

  it('works again when it has expired and its expiry is later now', async () => {
    const { userId, id, key } = await setUp({ expiresAt: hourAgo() });
    await changeKey(db(), { userId, id, change: { name: 'My laptop' } });
    await expect(open(key)).rejects.toThrow(InvalidApiKeyError);
    await changeKey(db(), { userId, id, change: { expiresAt: null } });
    await expect(open(key)).resolves.toBeDefined();
  });

  it('stays as it is where nothing of it is to be otherwise', async () => {
    const { userId, id } = await setUp();
    const before = await listKeys(db(), { userId, now: new Date() });
    await changeKey(db(), { userId, id, change: {} });
    expect(await listKeys(db(), { userId, now: new Date() })).toEqual(before);
  });

  it.each([{ name: 'Mine' }, {}])('is one of the person’s own, and was not revoked: %j', async (change) => {
    const { userId, id } = await setUp();
    await expect(changeKey(db(), { userId: await newUser(db()), id, change })).rejects.toMatchObject({
      status: 404,
    });
    expect(await listKeys(db(), { userId, now: new Date() })).toMatchObject([{ name: 'My server' }]);
    await revokeKey(db(), { userId, id });
    await expect(changeKey(db(), { userId, id, change })).rejects.toMatchObject({ status: 404 });
  });
});
