import { beforeEach, expect, it, vi } from 'vitest';
import { DatabaseLockedError } from '../db/folder-lock';
import { asId, type UserId } from '../ids';
import { hasEnded } from './ended-sessions';

const getDb = vi.hoisted(() => vi.fn());

vi.mock('../db/client', () => ({ getDb }));

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
