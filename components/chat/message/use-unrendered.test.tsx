// @vitest-environment happy-dom
import { act, useRef } from 'react';
import { createRoot } from 'react-dom/client';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { useUnrendered } from './use-unrendered';

const MESSAGE_HEIGHT = 100;

function List({ count }: { count: number }) {
  const list = useRef<HTMLOListElement>(null);
  const unrendered = useUnrendered(count, list, true);
  const all = Array.from({ length: count }, (_, index) => `message ${index}`);
  return (
    <div data-scrolls="">
      <ol ref={list}>
        {all.slice(unrendered).map((message) => (
          <li key={message}>{message}</li>
        ))}
      </ol>
    </div>
  );
}

/** Opens a chat. @returns how many messages are there in the end, and how far it was scrolled */
async function open(count: number) {
  vi.spyOn(HTMLElement.prototype, 'getBoundingClientRect').mockImplementation(function (this: HTMLElement) {
    const index = [...(this.parentElement?.children ?? [])].indexOf(this);
    return new DOMRect(0, index * MESSAGE_HEIGHT, 0, MESSAGE_HEIGHT);
  });
  const root = createRoot(document.body);
  await act(async () => root.render(<List count={count} />));
  const rendered = document.querySelectorAll('li').length;
  const scrolled = document.querySelector('[data-scrolls]')?.scrollTop;
  await act(async () => root.unmount());
  return { rendered, scrolled };
}

beforeEach(() => vi.stubGlobal('IS_REACT_ACT_ENVIRONMENT', true));
afterEach(() => {
  vi.restoreAllMocks();
  vi.unstubAllGlobals();
});

it('what is on the screen stays there while older messages are added above it', async () => {
  vi.stubGlobal('CSS', { supports: () => false });
  // Six are there from the first.
  expect(await open(34)).toEqual({ rendered: 34, scrolled: 28 * MESSAGE_HEIGHT });
});

it('a browser that sees to that itself is left alone', async () => {
  vi.stubGlobal('CSS', { supports: () => true });
  expect(await open(34)).toEqual({ rendered: 34, scrolled: 0 });
});
