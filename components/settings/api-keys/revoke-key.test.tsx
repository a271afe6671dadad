// @vitest-environment happy-dom
import { act } from 'react';
import { beforeEach, describe, expect, it, vi } from 'vitest';
import { endKey } from '@/app/settings/api-keys/actions';
import { reactRoot } from '@/tests/support/react-root';
import { Revocations } from './revocations';
import { RevokeKey } from './revoke-key';

vi.mock('@/app/settings/api-keys/actions', () => ({ endKey: vi.fn() }));

const { show } = reactRoot();

beforeEach(() => {
  vi.mocked(endKey).mockReset().mockResolvedValue({});
});

const NAMES = new Map([
  ['key-1', 'My server'],
  ['key-2', 'My laptop'],
]);

const list = (...keyIds: string[]) =>
  show(
    <Revocations keyIds={keyIds}>
      {keyIds.map((id) => (
        <RevokeKey key={id} id={id} name={NAMES.get(id) ?? id} />
      ))}
    </Revocations>,
  );

async function press(selector: string) {
  const button = document.querySelector<HTMLElement>(selector);
  button?.focus();
  await act(async () => button?.click());
}

async function revoke(name: string) {
  await press(`button[aria-label="Revoke ${name}"]`);
  await press('dialog[open] button[type=submit]');
}

const status = () => document.querySelector('[role=status]');

// The key went with the dialog that had the focus, and nobody said a word.
describe('a key that is revoked', () => {
  it.each([
    ['another is left', ['key-2']],
    ['it was the last', []],
  ])('is named above the list, with the focus there, where %s', async (_, left) => {
    await list('key-1', ...left);
    await revoke('My server');
    await list(...left);
    expect(status()?.textContent).toBe('“My server” is revoked.');
    expect(document.activeElement).toBe(status());
  });

  it('is named when others were revoked before it', async () => {
    await list('key-1', 'key-2');
    await revoke('My server');
    await list('key-2');
    await revoke('My laptop');
    await list();
    expect(status()?.textContent).toBe('“My laptop” is revoked.');
    expect(document.activeElement).toBe(status());
  });

  it('is named also where the list without it comes before the answer', async () => {
    await list('key-1', 'key-2');
    await revoke('My server');
    await list('key-2');
    let answer = () => {};
    vi.mocked(endKey).mockReturnValueOnce(
      new Promise((resolve) => {
        answer = () => resolve({});
      }),
    );
    await revoke('My laptop');
    await list();
    await act(async () => answer());
    expect(status()?.textContent).toBe('“My laptop” is revoked.');
    expect(document.activeElement).toBe(status());
  });

  it('is named only once it is gone', async () => {
    await list('key-1');
    await revoke('My server');
    expect(status()).toBeNull();
  });
});

it('says why a key could not be revoked, and keeps it', async () => {
  vi.mocked(endKey).mockResolvedValueOnce({ error: 'There is no such API key.' });
  await list('key-1', 'key-2');
  await revoke('My server');
  expect(document.querySelector('dialog[open] [role=alert]')?.textContent).toBe('There is no such API key.');
  await list('key-2');
  expect(status()).toBeNull();
});
