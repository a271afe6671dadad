// @vitest-environment happy-dom
import { act, createRef } from 'react';
import { expect, it } from 'vitest';
import { button, press } from '@/tests/support/hands';
import { reactRoot } from '@/tests/support/react-root';
import { StickToBottom } from './stick-to-bottom';

const { show } = reactRoot();

/** The browser lays nothing out here. */
function scroller(): HTMLElement {
  const element = document.querySelector<HTMLElement>('[data-scrolls]');
  if (!element) throw new Error('There is nothing that scrolls.');
  element.style.overflow = 'auto';
  Object.defineProperty(element, 'scrollHeight', { configurable: true, get: () => 1_000 });
  Object.defineProperty(element, 'clientHeight', { configurable: true, get: () => 100 });
  return element;
}

// It was at the top of the page, as the button had gone.
it('leaves the focus with the messages when it is led to the end by keyboard', async () => {
  await show(
    <StickToBottom ref={createRef()} label="Conversation">
      <p>One.</p>
    </StickToBottom>,
  );
  const element = scroller();
  await act(async () => element.dispatchEvent(new WheelEvent('wheel', { deltaY: -300, bubbles: true })));
  button('Jump to the end')?.focus();
  await press('Jump to the end');
  expect(button('Jump to the end')).toBeUndefined();
  expect(document.activeElement).toBe(element);
});
