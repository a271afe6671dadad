// @vitest-environment happy-dom
import { act } from 'react';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
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
