// @vitest-environment happy-dom
import { act } from 'react';
import { beforeEach, describe, expect, it, vi } from 'vitest';
import { endKey } from '@/app/settings/api-keys/actions';
import { createGate } from '@/tests/support/gate';
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

function expectNamed(name: string) {
  expect(status()?.textContent).toBe(`“${name}” is revoked.`);
  expect(document.activeElement).toBe(status());
}

// The key went with the dialog that had the focus, and nobody said a word.
describe('a key that is revoked', () => {
  it.each([
    ['another is left', ['key-2']],
    ['it was the last', []],
  ])('is named above the list, with the focus there, where %s', async (_, left) => {
    await list('key-1', ...left);
    await revoke('My server');
    await list(...left);
    expectNamed('My server');
  });

  it('is named only once it is gone', async () => {
    await list('key-1');
    await revoke('My server');
    expect(status()).toBeNull();
  });

  describe('after another', () => {
    beforeEach(async () => {
      await list('key-1', 'key-2');
      await revoke('My server');
      await list('key-2');
    });

    it('is named in its place', async () => {
      await revoke('My laptop');
      await list();
      expectNamed('My laptop');
    });

    it('is named also where the list without it comes before the answer', async () => {
      const answer = createGate();
      answer.shut();
      vi.mocked(endKey).mockImplementationOnce(async () => {
        await answer.passed();
        return {};
      });
      await revoke('My laptop');
      await list();
      await act(async () => answer.open());
      expectNamed('My laptop');
    });
  });
});

// It stood there when the dialog was opened again, before anything was tried.
it('says why a key could not be revoked until its dialog is closed', async () => {
  vi.mocked(endKey).mockResolvedValueOnce({ error: 'Try again in a moment.' });
  await list('key-1');
  await revoke('My server');
  expect(document.querySelector('[role=alert]')?.textContent).toBe('Try again in a moment.');
  await press('dialog[open] button[aria-label=Close]');
  await press('button[aria-label="Revoke My server"]');
  expect(document.querySelector('dialog[open]')).not.toBeNull();
  expect(document.querySelector('[role=alert]')).toBeNull();
});

// Closed meanwhile, it took along why the key was still alive.
it('stays open until it is known whether the key is revoked', async () => {
  const answer = createGate();
  answer.shut();
  vi.mocked(endKey).mockImplementationOnce(async () => {
    await answer.passed();
    return { error: 'Try again in a moment.' };
  });
  await list('key-1');
  await revoke('My server');
  expect(document.querySelector('dialog[open]')?.getAttribute('closedby')).toBe('none');
  const cancel = [...document.querySelectorAll('dialog button')].find(
    (each) => each.textContent === 'Cancel',
  );
  await act(async () => cancel?.dispatchEvent(new MouseEvent('click', { bubbles: true })));
  await act(async () => answer.open());
  expect(document.querySelector('dialog[open] [role=alert]')?.textContent).toBe('Try again in a moment.');
});

it('says why a key could not be revoked as often as it can’t', async () => {
  vi.mocked(endKey).mockImplementation(async () => ({ error: 'Try again in a moment.' }));
  await list('key-1');
  await revoke('My server');
  const first = document.querySelector('[role=alert]');
  await press('dialog[open] button[type=submit]');
  const second = document.querySelector('[role=alert]');
  expect(second?.textContent).toBe('Try again in a moment.');
  expect(second).not.toBe(first);
});

it('says why a key could not be revoked, and keeps it', async () => {
  vi.mocked(endKey).mockResolvedValueOnce({ error: 'There is no such API key.' });
  await list('key-1', 'key-2');
  await revoke('My server');
  expect(document.querySelector('dialog[open] [role=alert]')?.textContent).toBe('There is no such API key.');
  await list('key-2');
  expect(status()).toBeNull();
});
