// @vitest-environment happy-dom
import { act } from 'react';
import { beforeEach, expect, it, vi } from 'vitest';
import { reactRoot } from '@/tests/support/react-root';
import { useSendKey } from './use-send-key';

const { show } = reactRoot();
const sent = vi.fn();

function Field() {
  const { enterKeyHint, sends } = useSendKey();
  return <textarea enterKeyHint={enterKeyHint} onKeyDown={(event) => sends(event) && sent()} />;
}

const PHONE = ['(pointer: coarse)', '(any-pointer: coarse)'];
const TABLET_WITH_TRACKPAD = [...PHONE, '(any-pointer: fine)'];
const DESK = ['(pointer: fine)', '(any-pointer: fine)'];

async function pressOn(device: string[], init: KeyboardEventInit = {}) {
  vi.stubGlobal('matchMedia', (query: string) => ({ matches: device.includes(query) }));
  await show(<Field />);
  const field = document.querySelector('textarea');
  const press = new KeyboardEvent('keydown', { key: 'Enter', bubbles: true, ...init });
  await act(async () => field?.dispatchEvent(press));
  return { hint: field?.getAttribute('enterkeyhint'), sends: sent.mock.calls.length > 0 };
}

beforeEach(() => void sent.mockReset());

// A phone’s keyboard has no Shift+Enter, so nobody could begin a new line there.
it('begins a new line on a phone, where Ctrl sends with it', async () => {
  expect(await pressOn(PHONE)).toEqual({ hint: 'enter', sends: false });
  expect((await pressOn(PHONE, { ctrlKey: true })).sends).toBe(true);
});

it.each([
  ['a desk', DESK],
  ['a tablet with a trackpad', TABLET_WITH_TRACKPAD],
])('sends at %s, but not with Shift, or while a word is composed', async (_, device) => {
  expect((await pressOn(device, { shiftKey: true })).sends).toBe(false);
  expect((await pressOn(device, { isComposing: true })).sends).toBe(false);
  expect(await pressOn(device)).toEqual({ hint: 'send', sends: true });
});
