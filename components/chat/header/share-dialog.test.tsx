// @vitest-environment happy-dom
import { act } from 'react';
import { beforeEach, describe, expect, it, vi } from 'vitest';
import { share } from '@/app/chat/actions';
import { reactRoot } from '@/tests/support/react-root';
import ShareDialog from './share-dialog';

vi.mock('@/app/chat/actions', () => ({ share: vi.fn(), unshare: vi.fn() }));

const { show } = reactRoot();
const onChange = vi.fn();

beforeEach(() => {
  onChange.mockReset();
  vi.mocked(share).mockReset().mockResolvedValue({ done: true, value: 'secret' });
});

const open = (shareId: string | null, isReplying: boolean) =>
  show(
    <ShareDialog
      chatId="chat"
      shareId={shareId}
      isReplying={isReplying}
      onChange={onChange}
      onClose={() => undefined}
    />,
  );
const button = (label: string) =>
  [...document.querySelectorAll('button')].find(({ textContent }) => textContent === label);
const press = (label: string) => act(async () => button(label)?.click());

// The link led to a chat without the reply, and nobody was told.
describe.each([
  ['Make a link', null],
  ['Share what was said since', 'secret'],
])('“%s”', (label, shareId) => {
  it('waits for the end of a reply that is being written, and says so', async () => {
    await open(shareId, true);
    const note = document.getElementById(button(label)?.getAttribute('aria-describedby') ?? '');
    expect(note?.textContent).toBe('The reply is still being written; share when it has ended.');
    expect(button(label)?.getAttribute('aria-disabled')).toBe('true');
    await press(label);
    expect(share).not.toHaveBeenCalled();

    await open(shareId, false);
    expect(button(label)?.getAttribute('aria-disabled')).toBe('false');
    await press(label);
    expect(onChange).toHaveBeenCalledExactlyOnceWith('secret');
  });
});
