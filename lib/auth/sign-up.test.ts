import { randomUUID } from 'node:crypto';
import { eq } from 'drizzle-orm';
import { expect, it } from 'vitest';
import { describeOnDatabases } from '@/tests/support/databases';
import { users } from '../db/schema';
import { TooManyRequestsError } from '../errors';
import { createGuest } from './create-guest';
import { sessionsFrom } from './ended-sessions';
import { WrongCredentialsError } from './errors';
import { signUp } from './sign-up';
import { countingHasher } from './testing/counting-hasher';
import { verifyPassword } from './verify-password';

describeOnDatabases('signing up', (db) => {
  const newEmail = () => `${randomUUID()}@example.com`;
  /** Every person has an address of their own, so that only the tests of limits meet them. */
  const person = () => ({ email: newEmail(), password: 'correct horse', address: randomUUID() });
  const context = () => ({ db: db(), hasher: countingHasher() });
  const newGuest = () => createGuest(db(), { address: randomUUID() });

  it('makes a member, who can then sign in', async () => {
    const ada = person();
    const made = await signUp(context(), ada);
    expect(made).toMatchObject({ id: expect.any(String), kind: 'member', name: null, email: ada.email });
    expect(await verifyPassword(context(), ada)).toEqual(made);
  });

  it('keeps a hash and not the password', async () => {
    const ada = person();
    const { id } = await signUp({ db: db() }, ada);
    const [row] = await db().select().from(users).where(eq(users.id, id));
    expect(row?.passwordHash).toMatch(/^\$argon2id\$/);
    expect(JSON.stringify(row)).not.toContain(ada.password);
  });

  it('lets a guest keep their row, and so their id', async () => {
    const guest = await newGuest();
    const ada = person();
    const member = await signUp(context(), { ...ada, guest: guest.id });
    expect(member).toMatchObject({ id: guest.id, kind: 'member', name: null, email: ada.email });
    // Whoever had begun the guest's session on a shared computer read on in the member's account.
    expect(guest.sessionsFrom).toBeLessThan(await sessionsFrom(db(), guest.id));
    expect(await verifyPassword(context(), ada)).toEqual(member);
  });

  it('makes a new row when the guest became a member in another tab', async () => {
    const guest = await newGuest();
    const first = await signUp(context(), { ...person(), guest: guest.id });
    const second = await signUp(context(), { ...person(), guest: guest.id });
    expect(first.id).toBe(guest.id);
    expect(second.id).not.toBe(guest.id);
  });

  it('signs in with an address that is taken, when the password is right', async () => {
    const ada = person();
    const made = await signUp(context(), ada);
    expect(await signUp(context(), { ...ada, address: randomUUID() })).toEqual(made);
  });

  // The right password was the tenth try, and the next sign-in was refused for a quarter of an hour.
  it('forgets the tries at a password once the right one has signed in', async () => {
    const ada = person();
    const made = await signUp(context(), ada);
    const here = { ...ada, address: randomUUID() };
    const guess = () => verifyPassword(context(), { ...here, password: 'another one' });
    for (let i = 0; i < 9; i++) await expect(guess()).rejects.toThrow(WrongCredentialsError);
    await signUp(context(), here);
    expect(await verifyPassword(context(), here)).toEqual(made);
  });

  it('leaves a guest a guest who signs in to another account on the way', async () => {
    const ada = person();
    const made = await signUp(context(), ada);
    const guest = await newGuest();
    expect(await signUp(context(), { ...ada, guest: guest.id })).toEqual(made);
    const [row] = await db().select({ kind: users.kind }).from(users).where(eq(users.id, guest.id));
    expect(row).toEqual({ kind: 'guest' });
  });

  it('says of a taken address with another password what a sign-in says', async () => {
    const ada = person();
    await signUp(context(), ada);
    const error: unknown = await signUp(context(), { ...ada, password: 'another one' }).catch(
      (e: unknown) => e,
    );
    expect(error).toEqual(new WrongCredentialsError());
  });

  it('works as much for a taken address as for a free one: one Argon2', async () => {
    const ada = person();
    const free = context();
    await signUp(free, ada);
    const taken = context();
    await signUp(taken, { ...ada, password: 'another one' }).catch(() => {});
    expect([free.hasher.work, taken.hasher.work]).toEqual([['hash'], ['verify']]);
  });

  it('makes one account of two sign-ups at once', async () => {
    const ada = person();
    const guest = await newGuest();
    const [first, second] = await Promise.all([
      signUp(context(), { ...ada, guest: guest.id }),
      signUp(context(), ada),
    ]);
    expect(first).toEqual(second);
    expect(await db().select().from(users).where(eq(users.email, ada.email))).toHaveLength(1);
  });

  it('is tried ten times an hour from an address, at most', async () => {
    const address = randomUUID();
    for (let i = 0; i < 10; i++) await signUp(context(), { ...person(), address });
    await expect(signUp(context(), { ...person(), address })).rejects.toThrow(TooManyRequestsError);
  });
});
