import { act, type ReactNode } from 'react';
import { createRoot, type Root } from 'react-dom/client';
import { afterEach, beforeEach, vi } from 'vitest';

/** A page for the tests of a file, new and with nothing kept for each. */
export function reactRoot() {
  let root: Root;

  beforeEach(() => {
    vi.stubGlobal('IS_REACT_ACT_ENVIRONMENT', true);
    sessionStorage.clear();
    root = createRoot(document.body);
  });

  afterEach(async () => {
    await act(async () => root.unmount());
    // What the page was still loading, such as its notes, runs while there is a page: else the file fails, with no test that did.
    await vi.dynamicImportSettled();
    vi.unstubAllGlobals();
  });

  const show = (node: ReactNode) => act(async () => root.render(node));
  return {
    show,
    /** Loads the page again, with what the browser keeps. */
    async reload(node: ReactNode) {
      await act(async () => root.unmount());
      root = createRoot(document.body);
      await show(node);
    },
  };
}
