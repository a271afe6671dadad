import { randomUUID } from 'node:crypto';
import { eq } from 'drizzle-orm';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { describeOnDatabases } from '@/tests/support/databases';
import { DatabaseLockedError } from '../db/folder-lock';
import { users } from '../db/schema';
import { asId, type UserId } from '../ids';
import { createGuest } from './create-guest';
import { endSessions, hasEnded, sessionsFrom } from './ended-sessions';
import { passwordLink } from './password-link/link';
import { redeemPasswordLink } from './password-link/redeem';
import { openBrowser, SITE } from './testing/browser';

const getDb = vi.hoisted(() => vi.fn());

vi.mock('../db/client', () => ({ getDb }));
const SECRET = vi.hoisted(() => 'the secret of these tests, long enough');
vi.mock('./secret', () => ({ authSecret: async () => SECRET }));

const ada = asId<UserId>('0199c0de-0000-7000-8000-000000000001');

beforeEach(() => void getDb.mockReset());

it('lets a session be while the database can’t be reached, so that a page says what is wrong', async () => {
  getDb.mockRejectedValue(new DatabaseLockedError('.data'));
  expect(await hasEnded(ada, 0)).toBe(false);
});

it('takes no other fault for an answer', async () => {
  getDb.mockRejectedValue(new Error('a fault of ours'));
  await expect(hasEnded(ada, 0)).rejects.toThrow('a fault of ours');
});

// A session says in whole seconds when it began: one of the second in which the others were ended went on.
describeOnDatabases('the sessions of the same second', (db) => {
  beforeEach(() => {
    getDb.mockResolvedValue(db());
    vi.useFakeTimers({ toFake: ['Date'] });
  });
  afterEach(() => void vi.useRealTimers());

  it('end by a new password', async () => {
    const person = { email: `${randomUUID()}@example.com`, password: 'correct horse' };
    const [before, since] = [openBrowser(), openBrowser()];
    await before.signIn('sign-up', person);
    const link = await passwordLink({ db: db(), secret: SECRET, appUrl: SITE }, person.email);
    const token = new URL(String(link)).searchParams.get('token') ?? '';
    const password = 'battery staple';
    await redeemPasswordLink({ db: db(), secret: SECRET }, { token, password, address: 'here' });
    await since.signIn('password', { ...person, password });
    expect(await before.session()).toBeUndefined();
    expect(await since.session()).toMatchObject({ email: person.email });
  });

  it('end by signing up as a guest', async () => {
    const [browser, elsewhere] = [openBrowser(), openBrowser()];
    await browser.signIn('guest');
    for (const [name, value] of browser.cookies) elsewhere.cookies.set(name, value);
    await browser.signIn('sign-up', { email: `${randomUUID()}@example.com`, password: 'correct horse' });
    expect(await elsewhere.session()).toBeUndefined();
    expect(await browser.session()).toMatchObject({ kind: 'member' });
  });

  it('end also where the database’s clock was set back since they were ended before', async () => {
    const { id } = await createGuest(db(), { address: 'here' });
    const inAnHour = new Date(Date.now() + 3_600_000);
    await db().update(users).set({ sessionsFrom: inAnHour }).where(eq(users.id, id));
    await endSessions(db(), id);
    expect(await sessionsFrom(db(), id)).toBeGreaterThan(inAnHour.getTime());
  });
});
