// @vitest-environment happy-dom
import { act } from 'react';
import { expect, it, vi } from 'vitest';
import { reactRoot } from '@/tests/support/react-root';
import { SubmitButton } from './submit-button';

const { show } = reactRoot();

// The button was disabled meanwhile, and a browser takes the focus from what is: who used the keyboard began at the top again.
it('sends its form once, and keeps the focus while it is on its way', async () => {
  let answer = () => {};
  const send = vi.fn(
    () =>
      new Promise<void>((done) => {
        answer = done;
      }),
  );
  await show(
    <form action={send}>
      <SubmitButton className="">Sign in</SubmitButton>
    </form>,
  );
  const button = document.querySelector('button');
  button?.focus();
  await act(async () => button?.click());
  expect(button?.getAttribute('aria-disabled')).toBe('true');
  expect(button?.disabled).toBe(false);
  expect(document.activeElement).toBe(button);
  await act(async () => button?.click());
  expect(send).toHaveBeenCalledTimes(1);
  await act(async () => answer());
  expect(button?.getAttribute('aria-disabled')).toBe('false');
});
