// @vitest-environment happy-dom
import { act } from 'react';
import { expect, it, vi } from 'vitest';
import { reactRoot } from '@/tests/support/react-root';
import { TryIt } from './try-it';

const page = reactRoot();

/** As Enter in a field does, or Space on the button. */
const submit = () =>
  act(async () => {
    document
      .querySelector('form')
      ?.dispatchEvent(new SubmitEvent('submit', { bubbles: true, cancelable: true }));
  });

// By the keyboard the same call was sent, and billed, as often as one pressed.
it('sends a call once, and the next one when it is answered', async () => {
  let answer = (_: Response) => {};
  const send = vi.fn(() => new Promise<Response>((resolve) => (answer = resolve)));
  vi.stubGlobal('fetch', send);
  await page.show(<TryIt baseUrl="https://a.test/v1" models={['gpt-5']} />);
  await submit();
  await submit();
  expect(send).toHaveBeenCalledTimes(1);

  await act(async () => answer(Response.json({ error: { message: 'This key has expired.' } })));
  expect(document.body.textContent).toContain('This key has expired.');
  await submit();
  expect(send).toHaveBeenCalledTimes(2);
});
