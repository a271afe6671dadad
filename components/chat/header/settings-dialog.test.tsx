// @vitest-environment happy-dom
import { act } from 'react';
import { beforeEach, describe, expect, it, vi } from 'vitest';
import { changeSettings } from '@/app/chat/actions';
import { DEFAULT_SETTINGS } from '@/lib/chats/message';
import { newId, type UserId } from '@/lib/ids';
import { createGate } from '@/tests/support/gate';
import { button, press, typeInto } from '@/tests/support/hands';
import { reactRoot } from '@/tests/support/react-root';
import SettingsDialog from './settings-dialog';

vi.mock('@/app/chat/actions', () => ({ changeSettings: vi.fn() }));

const { show } = reactRoot();
const onChange = vi.fn();
const onClose = vi.fn();

const open = (chatId?: string) =>
  show(
    <SettingsDialog
      userId={newId<UserId>()}
      chatId={chatId}
      settings={DEFAULT_SETTINGS}
      onChange={onChange}
      onClose={onClose}
    />,
  );

const field = () => document.querySelector('textarea');
const alert = () => document.querySelector('[role=alert]')?.textContent;
/** Whether Escape, a tap beside it and its button leave it open. */
const isHeld = () =>
  document.querySelector('dialog')?.getAttribute('closedby') === 'none' && !button('Close');

beforeEach(() => {
  onChange.mockReset();
  onClose.mockReset();
  vi.mocked(changeSettings).mockReset().mockResolvedValue({ done: true, value: undefined });
});

// The end of what was pasted was cut off without a word, and the model never read it.
describe.each([
  ['a chat', 'chat'],
  ['a new chat', undefined],
])('the instructions of %s', (_, chatId) => {
  beforeEach(() => open(chatId));

  it('are not saved where they are too long, and stay as they were typed', async () => {
    const typed = 'a'.repeat(8_001);
    await typeInto(field(), typed);
    await press('Save');
    expect(alert()).toBe('The instructions have 8,000 characters at most. These have 8,001.');
    expect(field()?.value).toBe(typed);
    expect(field()?.maxLength).toBe(-1);
    expect(changeSettings).not.toHaveBeenCalled();
    expect(onClose).not.toHaveBeenCalled();
  });

  it('are saved up to the last character, without the space around them', async () => {
    await typeInto(field(), `${'a'.repeat(8_000)}\n`);
    await press('Save');
    expect(onChange).toHaveBeenCalledExactlyOnceWith({ instructions: 'a'.repeat(8_000), temperature: null });
    expect(onClose).toHaveBeenCalledOnce();
  });
});

// A tap beside the dialog, to put the keyboard of a phone away, took what was typed along.
it('is not closed by a slip while instructions are typed that are not saved', async () => {
  await open('chat');
  expect(isHeld()).toBe(false);
  await typeInto(field(), 'Be brief.');
  expect(isHeld()).toBe(true);
  await typeInto(field(), '');
  expect(isHeld()).toBe(false);
  await typeInto(field(), 'Be brief.');
  await press('Cancel');
  expect(onClose).toHaveBeenCalledOnce();
  expect(changeSettings).not.toHaveBeenCalled();
});

// Nobody was told that they were not saved.
it('stays until it is known whether they are saved, and says so where they are not', async () => {
  const answer = createGate();
  answer.shut();
  vi.mocked(changeSettings).mockImplementation(async () => {
    await answer.passed();
    return { done: false, message: 'There is no such chat.' };
  });
  await open('chat');
  await press('Save');
  expect(isHeld()).toBe(true);
  await press('Cancel');
  expect(onClose).not.toHaveBeenCalled();
  await act(async () => answer.open());
  expect(alert()).toBe('There is no such chat.');
  expect(isHeld()).toBe(false);
  await press('Cancel');
  expect(onClose).toHaveBeenCalledOnce();
});
