// @vitest-environment happy-dom
import { act, useState } from 'react';
import { beforeEach, describe, expect, it, vi } from 'vitest';
import { share, unshare } from '@/app/chat/actions';
import { createGate } from '@/tests/support/gate';
import { button, press } from '@/tests/support/hands';
import { reactRoot } from '@/tests/support/react-root';
import ShareDialog from './share-dialog';

vi.mock('@/app/chat/actions', () => ({ share: vi.fn(), unshare: vi.fn() }));

const { show } = reactRoot();
const onChange = vi.fn();

beforeEach(() => {
  onChange.mockReset();
  vi.mocked(share).mockReset().mockResolvedValue({ done: true, value: 'secret' });
  vi.mocked(unshare).mockReset().mockResolvedValue({ done: true, value: undefined });
});

/** As in the app: what came of it is shown in the dialog. */
function Sharing({ initial, isReplying = false }: { initial: string | null; isReplying?: boolean }) {
  const [shareId, setShareId] = useState(initial);
  return (
    <ShareDialog
      chatId="chat"
      shareId={shareId}
      isReplying={isReplying}
      onChange={(changed) => {
        onChange(changed);
        setShareId(changed);
      }}
      onClose={() => undefined}
    />
  );
}

// The link led to a chat without the reply, and nobody was told.
describe.each([
  ['Make a link', null],
  ['Share what was said since', 'secret'],
])('“%s”', (label, shareId) => {
  it('waits for the end of a reply that is being written, and says so', async () => {
    await show(<Sharing initial={shareId} isReplying />);
    const note = document.getElementById(button(label)?.getAttribute('aria-describedby') ?? '');
    expect(note?.textContent).toBe('The reply is still being written; share when it has ended.');
    expect(button(label)?.getAttribute('aria-disabled')).toBe('true');
    await press(label);
    expect(share).not.toHaveBeenCalled();

    await show(<Sharing initial={shareId} />);
    expect(button(label)?.getAttribute('aria-disabled')).toBe('false');
    await press(label);
    expect(onChange).toHaveBeenCalledExactlyOnceWith('secret');
  });
});

const status = () => document.querySelector('[role=status]');

// They ended without a word: the link and the button looked as before.
describe('what came of a change of the link', () => {
  it.each([
    ['Make a link', null, 'The link is ready.'],
    ['Share what was said since', 'secret', 'The link now shows the chat as it is.'],
    ['Revoke the link', 'secret', 'The link is revoked.'],
  ])('is said after “%s”, where screen readers listen', async (label, initial, words) => {
    await show(<Sharing initial={initial} />);
    const listened = status();
    expect(listened?.textContent).toBe('');
    await press(label);
    expect(status()).toBe(listened);
    expect(listened?.textContent).toBe(words);
  });

  it('is said anew each time', async () => {
    await show(<Sharing initial="secret" />);
    await press('Share what was said since');
    const answer = createGate();
    answer.shut();
    vi.mocked(share).mockImplementationOnce(async () => {
      await answer.passed();
      return { done: true, value: 'secret' };
    });
    await press('Share what was said since');
    expect(status()?.textContent).toBe('');
    await act(async () => answer.open());
    expect(status()?.textContent).toBe('The link now shows the chat as it is.');
  });

  it('is a problem where it failed', async () => {
    vi.mocked(share).mockResolvedValueOnce({ done: false, message: 'There is no such chat.' });
    await show(<Sharing initial={null} />);
    await press('Make a link');
    expect(document.querySelector('[role=alert]')?.textContent).toBe('There is no such chat.');
    expect(status()?.textContent).toBe('');
  });
});

// Escape closed it, and nobody was told that the link still worked.
it('stays until it is known whether the link is revoked', async () => {
  const answer = createGate();
  answer.shut();
  vi.mocked(unshare).mockImplementationOnce(async () => {
    await answer.passed();
    return { done: false, message: 'The server could not be reached.' };
  });
  const closedBy = () => document.querySelector('dialog')?.getAttribute('closedby');
  await show(<Sharing initial="secret" />);
  await press('Revoke the link');
  expect(closedBy()).toBe('none');
  await act(async () => answer.open());
  expect(document.querySelector('[role=alert]')?.textContent).toBe('The server could not be reached.');
  expect(closedBy()).toBe('any');
});

// The focus fell out of the dialog with the button that had it.
it('leads the focus to “Make a link” once the link is revoked', async () => {
  await show(<Sharing initial="secret" />);
  button('Revoke the link')?.focus();
  await press('Revoke the link');
  expect(document.activeElement).toBe(button('Make a link'));
});
