// @vitest-environment happy-dom
import { act, type ReactNode } from 'react';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { SidebarPanel } from '@/components/app-shell/sidebar-panel';
import { reactRoot } from '@/tests/support/react-root';
import { showToast } from './show-toast';
import Toaster from './toaster';

const { show } = reactRoot();
const note = () => document.querySelector('[data-sonner-toast]');
const passes = (ms: number) => act(async () => void (await vi.advanceTimersByTimeAsync(ms)));

beforeEach(async () => {
  vi.useFakeTimers();
  await show(<Toaster />);
});
afterEach(() => {
  vi.useRealTimers();
  vi.doUnmock('sonner');
});

/** Shows a note of what can be undone for 50 seconds, and puts the pointer on it. */
async function point() {
  showToast('It was deleted.', { label: 'Undo', onClick: () => undefined, possibleMs: 50_000 });
  await vi.dynamicImportSettled();
  await passes(100);
  await act(async () => note()?.dispatchEvent(new MouseEvent('mouseover', { bubbles: true })));
}

// “Undo” stood there when nothing could be undone any more.
it('a note waits while the pointer is on it, but no longer than what it offers can be done', async () => {
  await point();
  await passes(45_000);
  expect(note()?.textContent).toContain('Undo');
  await passes(10_000);
  // It fades out.
  await passes(1_000);
  expect(note()).toBeNull();
});

// It could be pressed for as much longer, when nothing could be undone any more.
it('a note goes when what it offers can’t be done any more, however long it took to be loaded', async () => {
  let load: () => void = () => undefined;
  const loaded = new Promise<void>((resolve) => {
    load = resolve;
  });
  vi.doMock('sonner', async (importOriginal) => {
    await loaded;
    return importOriginal();
  });
  showToast('It was deleted.', { label: 'Undo', onClick: () => undefined, possibleMs: 50_000 }, 100_000);
  await passes(20_000);
  load();
  await vi.dynamicImportSettled();
  await passes(25_000);
  expect(note()?.textContent).toContain('Undo');
  await passes(6_000);
  // It fades out.
  await passes(1_000);
  expect(note()).toBeNull();
});

describe('the drawer of a phone', () => {
  const hide = vi.fn();

  /** Shows a note over it. What it is made of is unknown to happy-dom. */
  async function tellOver(inDrawer: ReactNode) {
    hide.mockReset();
    await show(
      <>
        <SidebarPanel>{inDrawer}</SidebarPanel>
        <Toaster />
      </>,
    );
    const drawer = document.querySelector('aside');
    if (!drawer) throw new Error('There is no drawer.');
    const matches = (selector: string) => selector === ':popover-open';
    Object.assign(drawer, { matches, hidePopover: hide });
    showToast('It could not be pinned.');
    await vi.dynamicImportSettled();
    await passes(100);
    expect(note()?.textContent).toContain('It could not be pinned.');
  }

  // The note came and went under it.
  it('makes way for a note', async () => {
    await tellOver(<button type="button">Show older chats</button>);
    expect(hide).toHaveBeenCalled();
  });

  it('stays while a dialog that was opened from it is open', async () => {
    await tellOver(<dialog open>Rename this chat</dialog>);
    expect(hide).not.toHaveBeenCalled();
  });
});
