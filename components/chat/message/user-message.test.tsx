// @vitest-environment happy-dom
import { act } from 'react';
import { beforeEach, describe, expect, it, vi } from 'vitest';
import { asked } from '@/tests/support/chat-on-the-wire';
import { press, typeInto } from '@/tests/support/hands';
import { reactRoot } from '@/tests/support/react-root';
import { type MessageActions, MessageActionsContext } from './message-actions';
import { UserMessage } from './user-message';

const { show, reload } = reactRoot();
const edit = vi.fn<MessageActions['edit']>();
const actions = { edit, regenerate: async () => undefined, showVersion: async () => true };

const message = (id = 'q1') => (
  <MessageActionsContext value={actions}>
    <UserMessage message={asked(id, 'One?')} />
  </MessageActionsContext>
);

const field = () => document.querySelector('textarea');
const isOpen = () => act(() => vi.waitFor(() => expect(field()).not.toBeNull()));
const type = (text: string) => typeInto(field(), text);

// A reload, or a look at another version, lost it.
describe('what a sent message is changed to', () => {
  beforeEach(async () => {
    edit.mockReset().mockResolvedValue(true);
    await show(message());
    // It is loaded when it is first shown.
    await import('./edit-message');
    await press('Edit message');
    await isOpen();
    await type('One, or two?');
  });

  it('is there again after a reload, at its message only, and leaves the focus where it is', async () => {
    await reload(message());
    await isOpen();
    expect(field()?.value).toBe('One, or two?');
    expect(document.activeElement).toBe(document.body);
    await press('Send');
    expect(edit).toHaveBeenCalledWith('q1', { text: 'One, or two?', files: [] }, expect.any(Function));
    await reload(message('q2'));
    expect(field()).toBeNull();
  });

  it('is not once it is sent', async () => {
    await press('Send');
    await reload(message());
    expect(field()).toBeNull();
  });

  it('is while the person has not let it be sent', async () => {
    edit.mockResolvedValue(false);
    await press('Send');
    await reload(message());
    await isOpen();
    expect(field()?.value).toBe('One, or two?');
  });

  // What was typed until the question was loaded was lost.
  it('stays as it is while it is not known whether it is sent', async () => {
    let decide: (isSent: boolean) => void = () => undefined;
    edit.mockReturnValue(
      new Promise((resolve) => {
        decide = resolve;
      }),
    );
    await press('Send');
    await press('Send');
    expect(edit).toHaveBeenCalledOnce();
    expect(field()?.readOnly).toBe(true);
    await act(async () => decide(false));
    expect(field()?.readOnly).toBe(false);
  });

  // It was sent, though a new message of that length is not.
  it('is not sent while it is longer than a message may be, and says so', async () => {
    await type('a'.repeat(400_001));
    await press('Send');
    expect(edit).not.toHaveBeenCalled();
    const note = document.getElementById(field()?.getAttribute('aria-describedby') ?? '');
    expect(note?.getAttribute('role')).toBe('status');
    expect(note?.textContent).toContain('A message has 400,000 characters at most.');
    expect(field()?.getAttribute('aria-invalid')).toBe('true');
    await type('a'.repeat(400_000));
    expect(note?.textContent).toBe('');
    await press('Send');
    expect(edit).toHaveBeenCalledOnce();
  });

  it.each([
    ['cancelled', () => press('Cancel')],
    [
      'left by Escape',
      () =>
        act(async () =>
          field()?.dispatchEvent(new KeyboardEvent('keydown', { key: 'Escape', bubbles: true })),
        ),
    ],
  ])('is not when it was %s', async (_, leave) => {
    await leave();
    expect(field()).toBeNull();
    await reload(message());
    expect(field()).toBeNull();
    await press('Edit message');
    await isOpen();
    expect(field()?.value).toBe('One?');
  });
});
