import { revalidatePath } from 'next/cache';
import { beforeEach, expect, it, vi } from 'vitest';
import { rotateKey } from '@/lib/api-keys/rotate';
import { NotFoundError, TooManyRequestsError } from '@/lib/errors';
import { type ApiKeyId, newId } from '@/lib/ids';
import { replaceKey } from './actions';

vi.mock('next/cache', () => ({ revalidatePath: vi.fn() }));
vi.mock('@/lib/auth', () => ({ requireUser: async () => ({ id: 'ada' }) }));
vi.mock('@/lib/db/client', () => ({ getDb: async () => ({}) }));
vi.mock('@/lib/api-keys/rotate', () => ({ rotateKey: vi.fn() }));

beforeEach(() => void vi.clearAllMocks());

function replace() {
  const form = new FormData();
  form.set('id', newId<ApiKeyId>());
  form.set('overlapSeconds', '0');
  return replaceKey({}, form);
}

// It stayed in the list, and there it didn’t exist, as often as one tried.
it('a key that was revoked elsewhere is gone from the list once somebody would replace it', async () => {
  const error = new NotFoundError('API key');
  vi.mocked(rotateKey).mockRejectedValueOnce(error);
  expect(await replace()).toEqual({ error: error.message });
  expect(revalidatePath).toHaveBeenCalledWith('/settings/api-keys');
});

it('a key that can’t be replaced for another reason leaves the list as it is, which may not be there to be read', async () => {
  vi.mocked(rotateKey).mockRejectedValueOnce(new TooManyRequestsError(5));
  await replace();
  expect(revalidatePath).not.toHaveBeenCalled();
});
