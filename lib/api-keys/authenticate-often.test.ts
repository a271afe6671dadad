import { describe, expect, it, vi } from 'vitest';
import { type ApiKeyId, asId, type UserId } from '../ids';
import { type Caller, InvalidApiKeyError } from './authenticate';
import { Authenticator, authenticator, REMEMBERED_MS } from './authenticate-often';

const { getDb } = vi.hoisted(() => ({ getDb: vi.fn() }));
vi.mock('../db/client', () => ({ getDb }));

const caller: Caller = {
  user: { id: asId<UserId>('0193a000-0000-7000-8000-000000000001'), kind: 'member' },
  budget: null,
  key: {
    id: asId<ApiKeyId>('0193a000-0000-7000-8000-000000000002'),
    spendLimitPico: null,
    requestsPerMinute: 60,
    tokensPerMinute: 1_000,
  },
  models: null,
};

/** A clock that stands still, and a database in which keys can be revoked. */
function setUp() {
  const state = { nowMs: 0, asked: 0, isRevoked: false };
  const authenticator = new Authenticator(
    async () => {
      state.asked++;
      if (state.isRevoked) throw new Error('revoked');
      return caller;
    },
    () => state.nowMs,
  );
  return { state, authenticator };
}

describe('keys that come often', () => {
  it('are looked up once, also when they come at the same moment', async () => {
    const { state, authenticator } = setUp();
    const callers = await Promise.all(
      Array.from({ length: 5 }, () => authenticator.authenticate('Bearer a')),
    );
    expect(callers).toEqual(Array.from({ length: 5 }, () => caller));
    expect(state.asked).toBe(1);
  });

  it('are refused within a second of their revocation', async () => {
    expect(REMEMBERED_MS).toBeLessThan(1_000);
    const { state, authenticator } = setUp();
    await authenticator.authenticate('Bearer a');
    state.isRevoked = true;
    state.nowMs = REMEMBERED_MS - 1;
    await expect(authenticator.authenticate('Bearer a')).resolves.toBe(caller);
    state.nowMs = REMEMBERED_MS;
    await expect(authenticator.authenticate('Bearer a')).rejects.toThrow('revoked');
  });

  it('are told apart', async () => {
    const { state, authenticator } = setUp();
    await authenticator.authenticate('Bearer a');
    state.isRevoked = true;
    await expect(authenticator.authenticate('Bearer b')).rejects.toThrow('revoked');
  });

  it('are asked for again when they were refused', async () => {
    const { state, authenticator } = setUp();
    state.isRevoked = true;
    await expect(authenticator.authenticate('Bearer a')).rejects.toThrow('revoked');
    state.isRevoked = false;
    await expect(authenticator.authenticate('Bearer a')).resolves.toBe(caller);
  });
});

// It waited until the database was open, and was told that it was away.
it('a mistyped key is refused as that while the database is away', async () => {
  getDb.mockRejectedValue(new Error('away'));
  await expect(authenticator.authenticate('Bearer tt_live_abc')).rejects.toThrow(InvalidApiKeyError);
  expect(getDb).not.toHaveBeenCalled();
});
