import { eq } from 'drizzle-orm';
import { expect, it } from 'vitest';
import { describeOnDatabases } from '@/tests/support/databases';
import { users } from '../db/schema';
import { TooManyRequestsError } from '../errors';
import { createGuest } from './create-guest';

describeOnDatabases('making a guest', (db) => {
  it('makes a person of whom nothing is known', async () => {
    const guest = await createGuest(db(), { address: '203.0.113.1' });
    expect(guest).toMatchObject({ id: expect.any(String), kind: 'guest', name: null, email: null });
    const rows = await db().select().from(users).where(eq(users.id, guest.id));
    expect(rows).toEqual([{ ...guest, passwordHash: null, sessionsFrom: null, createdAt: expect.any(Date) }]);
  });

  it('makes ten an hour for an address, and as many for another', async () => {
    const make = (address: string) => createGuest(db(), { address });
    const made = [];
    for (let i = 0; i < 10; i++) made.push(await make('203.0.113.2'));
    expect(new Set(made.map(({ id }) => id)).size).toBe(10);
    await expect(make('203.0.113.2')).rejects.toThrow(TooManyRequestsError);
    await expect(make('203.0.113.3')).resolves.toMatchObject({ kind: 'guest' });
  });
});
