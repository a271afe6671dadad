import { revalidatePath } from 'next/cache';
import { beforeEach, expect, it, vi } from 'vitest';
import { changeKey } from '@/lib/api-keys/change';
import { createKey } from '@/lib/api-keys/create';
import { rotateKey } from '@/lib/api-keys/rotate';
import { NotFoundError, TooManyRequestsError } from '@/lib/errors';
import { type ApiKeyId, newId } from '@/lib/ids';
import { parseUsd } from '@/lib/money';
import { editKey, makeKey, replaceKey } from './actions';

vi.mock('next/cache', () => ({ revalidatePath: vi.fn() }));
vi.mock('@/lib/auth', () => ({ requireUser: async () => ({ id: 'ada' }) }));
vi.mock('@/lib/db/client', () => ({ getDb: async () => ({}) }));
vi.mock('@/lib/api-keys/change', () => ({ changeKey: vi.fn() }));
vi.mock('@/lib/api-keys/create', () => ({ createKey: vi.fn(async () => ({ key: 'tt_live_secret' })) }));
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

/** The form of a key, as it is sent. */
function formOf(fields: Record<string, string>, models: string[] = [], shownModels: string[] = []) {
  const form = new FormData();
  const shown = { shownName: 'My laptop', shownSpendLimit: '' };
  const all = { name: 'My server', spendLimit: '', expiresInDays: '', ...shown, ...fields };
  for (const [field, value] of Object.entries(all)) form.set(field, value);
  for (const model of models) form.append('models', model);
  for (const model of shownModels) form.append('shownModels', model);
  return form;
}

// The database refused the first two, which was a fault on our side, and the others were read again with each call.
it.each([
  ['a name that can’t be stored', 'My\0server', [], 'in one line'],
  ['a model that can’t be stored', 'My server', ['gpt\0'], 'from the list'],
  ['a model of a very long name', 'My server', ['a'.repeat(201)], 'from the list'],
  ['very many models', 'My server', Array.from({ length: 201 }, (_, n) => `m${n}`), '200 models at most'],
])('a key can’t have %s', async (_what, name, models, message) => {
  const refusal = { error: expect.stringContaining(message) };
  expect(await makeKey({}, formOf({ name }, models))).toEqual(refusal);
  expect(await editKey({}, formOf({ name, id: newId<ApiKeyId>() }, models))).toEqual(refusal);
  expect(createKey).not.toHaveBeenCalled();
  expect(changeKey).not.toHaveBeenCalled();
});

it('a key is made with what was said of it', async () => {
  expect(await makeKey({}, formOf({ spendLimit: '12.50' }, ['gpt-5.4']))).toEqual({
    value: 'tt_live_secret',
  });
  const wishes = { spendLimitPico: parseUsd('12.5'), models: ['gpt-5.4'], expiresAt: null };
  expect(createKey).toHaveBeenCalledWith({}, { userId: 'ada', name: 'My server', ...wishes });
});

it.each([
  ['unchanged', undefined],
  ['', null],
  ['30', expect.any(Date)],
])('a key is changed to what was said of it, and to expire: %j', async (expiresInDays, expiresAt) => {
  const id = newId<ApiKeyId>();
  const form = formOf({ id, expiresInDays, shownSpendLimit: '5' }, [], ['gpt-5.4']);
  expect(await editKey({}, form)).toEqual({});
  const change = { name: 'My server', spendLimitPico: null, models: null, expiresAt };
  expect(changeKey).toHaveBeenCalledWith({}, { userId: 'ada', id, change });
  expect(revalidatePath).toHaveBeenCalledWith('/settings/api-keys');
});

// A change from a page that had been open for long took back a name and a limit that were changed meanwhile.
it('a key keeps what was left as it was shown: it may be otherwise by now', async () => {
  const id = newId<ApiKeyId>();
  const shown = { shownName: 'My server', shownSpendLimit: '50' };
  const form = formOf({ id, expiresInDays: 'unchanged', spendLimit: '50', ...shown }, ['b', 'a'], ['a', 'b']);
  await editKey({}, form);
  const change = { name: undefined, spendLimitPico: undefined, models: undefined, expiresAt: undefined };
  expect(changeKey).toHaveBeenCalledWith({}, { userId: 'ada', id, change });
});
