// @vitest-environment happy-dom
import { expect, it, vi } from 'vitest';
import { button, press } from '@/tests/support/hands';
import { reactRoot } from '@/tests/support/react-root';
import { CopyButton } from './copy-button';

const { show } = reactRoot();

// The words were the button’s name, which nobody reads out when it changes.
it.each([
  ['Copied', async () => undefined],
  ['Couldn’t copy', async () => Promise.reject(new Error('The person said no.'))],
])('says “%s” to who sees the page and to who hears it, and keeps its name', async (outcome, writeText) => {
  vi.stubGlobal('navigator', { clipboard: { writeText } });
  await show(<CopyButton text={() => 'a text'} label="Copy code" />);
  const heard = document.querySelector('[aria-live=polite]');
  expect(heard?.textContent).toBe('');
  await press('Copy code');
  expect(heard?.textContent).toBe(outcome);
  expect(button('Copy code')?.textContent).toBe(outcome);
});
