// @vitest-environment happy-dom
import { beforeEach, expect, it, vi } from 'vitest';
import { editKey } from '@/app/settings/api-keys/actions';
import { press } from '@/tests/support/hands';
import { reactRoot } from '@/tests/support/react-root';
import { EditKey } from './edit-key';
import { Revocations } from './revocations';

vi.mock('@/app/settings/api-keys/actions', () => ({ editKey: vi.fn() }));

const { show } = reactRoot();

beforeEach(() => {
  vi.mocked(editKey).mockReset().mockResolvedValue({});
});

const KEY = { id: 'key-1', name: 'My server', spendLimit: '5', models: ['gone', 'gpt-5.4'] };

const list = (...keys: (typeof KEY)[]) =>
  show(
    <Revocations keyIds={keys.map(({ id }) => id)}>
      {keys.map((key) => (
        <EditKey key={key.id} {...key} offered={['gpt-5.4', 'gpt-6-luna']} />
      ))}
    </Revocations>,
  );

const alert = () => document.querySelector('[role=alert]')?.textContent;
const sent = () => vi.mocked(editKey).mock.lastCall?.[1];

it('has the key as it is, also with a model that is no longer offered, and sends what is left so', async () => {
  await list(KEY);
  await press('Edit My server');
  expect(document.querySelector('details')?.open).toBe(true);
  await press('Save');
  const form = sent();
  expect(Object.fromEntries(form ?? [])).toMatchObject({
    id: 'key-1',
    name: 'My server',
    spendLimit: '5',
    expiresInDays: 'unchanged',
  });
  expect(form?.getAll('models')).toEqual(['gpt-5.4', 'gone']);
  expect(form?.getAll('shownModels')).toEqual(['gone', 'gpt-5.4']);
  expect(form?.get('shownName')).toBe('My server');
  expect(form?.get('shownSpendLimit')).toBe('5');
});

it('is closed once the key is changed', async () => {
  await list(KEY);
  await press('Edit My server');
  await press('Save');
  expect(document.querySelector('dialog')).toBeNull();
});

it('says why the key could not be changed, and stays', async () => {
  vi.mocked(editKey).mockResolvedValueOnce({ error: 'Give the key a name.' });
  await list(KEY);
  await press('Edit My server');
  await press('Save');
  expect(alert()).toBe('Give the key a name.');
});

it('a key that turns out to be revoked, as the list without it shows, is named above that', async () => {
  vi.mocked(editKey).mockResolvedValueOnce({ error: 'This API key doesn’t exist.' });
  await list(KEY);
  await press('Edit My server');
  await press('Save');
  await list();
  expect(document.querySelector('[role=status]')?.textContent).toBe('“My server” is revoked.');
});
