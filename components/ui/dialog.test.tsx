// @vitest-environment happy-dom
import { act } from 'react';
import { beforeEach, describe, expect, it, vi } from 'vitest';
import { reactRoot } from '@/tests/support/react-root';
import { Dialog } from './dialog';

const { show } = reactRoot();
const onClose = vi.fn();

const open = (props: { isHeld?: boolean } = {}) =>
  show(
    <Dialog open onClose={onClose} title="Keyboard shortcuts" {...props}>
      <input aria-label="Title" />
    </Dialog>,
  );

beforeEach(async () => {
  onClose.mockReset();
  await open();
});

const find = (selector: string) => document.querySelector<HTMLElement>(selector);

/** What a finger does: press in one place, and let go there or in another. */
async function tap(pressed: Element | null, released = pressed) {
  await act(async () => {
    pressed?.dispatchEvent(new Event('pointerdown', { bubbles: true }));
    released?.dispatchEvent(new Event('click', { bubbles: true }));
  });
}

describe('a dialog', () => {
  // On a phone without Escape, and with Safari, some dialogs could not be closed.
  it('has a button that closes it', async () => {
    await act(async () => find('button[aria-label="Close"]')?.click());
    expect(onClose).toHaveBeenCalledOnce();
  });

  it('leaves the first focus to what is in it', () => {
    expect(find('input, button')?.getAttribute('aria-label')).toBe('Title');
  });

  it('closes by a tap beside it where the browser does not do so', async () => {
    await tap(find('dialog'));
    expect(onClose).toHaveBeenCalledOnce();
  });

  // In `npm run dev` none opened: React's strict mode closes it once, and the word of that comes when it is open again.
  it('is not closed by the word of an earlier closing', async () => {
    await act(async () => void find('dialog')?.dispatchEvent(new Event('close')));
    expect(onClose).not.toHaveBeenCalled();
  });

  // Once it is out of the page it gives the focus back to nobody.
  it('closes before it is taken from the page, so that the focus goes back to what opened it', async () => {
    const wasThere: boolean[] = [];
    vi.spyOn(HTMLDialogElement.prototype, 'close').mockImplementation(function (this: HTMLDialogElement) {
      wasThere.push(this.isConnected);
    });
    await show(null);
    expect(wasThere).toEqual([true]);
    vi.restoreAllMocks();
  });

  it('stays open where text is marked in it, and the press ends beside it', async () => {
    await tap(find('input'), find('dialog'));
    await tap(find('input'));
    expect(onClose).not.toHaveBeenCalled();
  });
});

describe('a dialog that is held', () => {
  beforeEach(() => open({ isHeld: true }));

  const pressEscape = () => {
    const cancel = new Event('cancel', { cancelable: true });
    find('dialog')?.dispatchEvent(cancel);
    return cancel;
  };

  it('is closed neither by a tap beside it nor by Escape, and has no button for it', async () => {
    await tap(find('dialog'));
    expect(onClose).not.toHaveBeenCalled();
    expect(find('dialog')?.getAttribute('closedby')).toBe('none');
    expect(pressEscape().defaultPrevented).toBe(true);
    expect(find('button[aria-label="Close"]')).toBeNull();
  });

  it('closes as ever once it is let go', async () => {
    await open({ isHeld: false });
    expect(find('dialog')?.getAttribute('closedby')).toBe('any');
    expect(pressEscape().defaultPrevented).toBe(false);
    await tap(find('dialog'));
    expect(onClose).toHaveBeenCalledOnce();
  });
});
