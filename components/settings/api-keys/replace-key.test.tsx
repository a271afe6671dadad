// @vitest-environment happy-dom
import { expect, it, vi } from 'vitest';
import { replaceKey } from '@/app/settings/api-keys/actions';
import { press } from '@/tests/support/hands';
import { reactRoot } from '@/tests/support/react-root';
import { ReplaceKey } from './replace-key';
import { Revocations } from './revocations';

vi.mock('@/app/settings/api-keys/actions', () => ({ replaceKey: vi.fn() }));

const { show } = reactRoot();

const list = (...keyIds: string[]) =>
  show(
    <Revocations keyIds={keyIds}>
      {keyIds.map((id) => (
        <ReplaceKey key={id} id={id} name="My server" />
      ))}
    </Revocations>,
  );

it('a key that turns out to be revoked, as the list without it shows, is named above that', async () => {
  vi.mocked(replaceKey).mockResolvedValueOnce({ error: 'This API key doesn’t exist.' });
  await list('key-1');
  await press('Replace My server');
  await press('Make the new key');
  expect(document.querySelector('[role=alert]')?.textContent).toBe('This API key doesn’t exist.');
  await list();
  expect(document.querySelector('[role=status]')?.textContent).toBe('“My server” is revoked.');
});
