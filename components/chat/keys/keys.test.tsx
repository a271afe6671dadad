// @vitest-environment happy-dom
import { act } from 'react';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { reactRoot } from '@/tests/support/react-root';
import { Keys } from './keys';

vi.mock('@/app/chat/actions', () => ({}));

const { show, reload } = reactRoot();
const chats = (
  <Keys>
    <textarea data-composer aria-label="Message" />
  </Keys>
);

const find = (selector: string) => document.querySelector<HTMLElement>(selector);
const isWriting = () => document.activeElement === find('textarea');
const press = (key: string) =>
  act(async () => document.body.dispatchEvent(new KeyboardEvent('keydown', { key, bubbles: true })));

async function list() {
  // It is loaded when it is first shown.
  await import('./shortcuts-dialog');
  await press('?');
  await act(() => vi.waitFor(() => expect(find('dialog')).not.toBeNull()));
}

beforeEach(async () => {
  const kept = new Map<string, string>();
  vi.stubGlobal('localStorage', {
    getItem: (key: string) => kept.get(key) ?? null,
    setItem: (key: string, text: string) => kept.set(key, text),
    removeItem: (key: string) => kept.delete(key),
  });
  await show(chats);
});
afterEach(() => vi.restoreAllMocks());

// The browser's own search opened over the dialog.
it('leave ⌘K to the page while a dialog is open, too', async () => {
  await list();
  const key = new KeyboardEvent('keydown', { key: 'k', ctrlKey: true, bubbles: true, cancelable: true });
  await act(async () => find('dialog')?.dispatchEvent(key));
  expect(key.defaultPrevented).toBe(true);
  expect(document.querySelectorAll('dialog')).toHaveLength(1);
});

// The palette opened, and what follows in the line stayed.
it('leave Ctrl K to where somebody types on a Mac', async () => {
  vi.spyOn(navigator, 'userAgent', 'get').mockReturnValue('Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7)');
  const isTaken = async (held: KeyboardEventInit) => {
    const key = new KeyboardEvent('keydown', { key: 'k', bubbles: true, cancelable: true, ...held });
    await act(async () => find('textarea')?.dispatchEvent(key));
    return key.defaultPrevented;
  };
  expect(await isTaken({ ctrlKey: true })).toBe(false);
  expect(await isTaken({ metaKey: true })).toBe(true);
});

// Who speaks to the computer writes a “/” or a “?” anywhere.
describe('the shortcuts of a single key', () => {
  it('lead to the field and to the list', async () => {
    await press('/');
    expect(isWriting()).toBe(true);
    await list();
    expect(find('dialog')?.textContent).not.toContain('off');
    // It was nowhere to be found, and on a phone no other key sends.
    expect(find('dialog dl')?.textContent).toContain('Send it, also where Enter begins a new lineCtrlEnter');
  });

  it('do nothing once they are switched off in the list, also after a reload, until they are on again', async () => {
    await list();
    await act(async () => find('dialog input[type=checkbox]')?.click());
    expect(find('dialog dl')?.textContent).toMatch(/Write a messageoff.*Show this listoff/);
    await reload(chats);
    await press('/');
    await press('?');
    expect(isWriting()).toBe(false);
    expect(find('dialog')).toBeNull();
    // Also in another tab, at once.
    localStorage.removeItem('single-key-shortcuts');
    await press('/');
    expect(isWriting()).toBe(true);
  });
});
