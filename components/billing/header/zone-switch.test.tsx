// @vitest-environment happy-dom
import { afterEach, expect, it, vi } from 'vitest';
import { UNREACHABLE } from '@/components/ui/failed-action';
import type { FormAction } from '@/lib/form-state';
import { press } from '@/tests/support/hands';
import { reactRoot } from '@/tests/support/react-root';
import { ZoneSwitch } from './zone-switch';

const page = reactRoot();

afterEach(() => {
  vi.restoreAllMocks();
});

async function show(timeZone: string, choose: FormAction = async () => ({})) {
  const options = new Intl.DateTimeFormat().resolvedOptions();
  vi.spyOn(Intl.DateTimeFormat.prototype, 'resolvedOptions').mockReturnValue({
    ...options,
    timeZone: 'Europe/Berlin',
  });
  await page.show(<ZoneSwitch timeZone={timeZone} choose={choose} />);
  const pressed = document.querySelector('[aria-pressed=true]')?.textContent;
  const name = document.querySelector('form > span:not(:has(button))');
  return { pressed, name: name?.textContent, onPhone: name && !name.classList.contains('max-sm:sr-only') };
}

// On a phone nothing said which zone a colleague’s link is in, with neither button pressed.
it('names a zone that no button stands for, on a phone too', async () => {
  expect(await show('America/New_York')).toEqual({
    pressed: undefined,
    name: 'America/New York',
    onPhone: true,
  });
});

it('leaves the name of the local zone to screens that have room, and to who listens', async () => {
  expect(await show('Europe/Berlin')).toEqual({
    pressed: 'Local time',
    name: 'Europe/Berlin',
    onPhone: false,
  });
});

it('needs no name for UTC', async () => {
  expect(await show('UTC')).toEqual({ pressed: 'UTC', name: undefined, onPhone: null });
});

// The whole page gave way to “a fault on our side”.
it('says why a zone could not be chosen, on the page as it was', async () => {
  await show('Europe/Berlin', () => Promise.reject(new TypeError('Failed to fetch')));
  await press('UTC');
  expect(document.querySelector('[role=alert]')?.textContent).toBe(UNREACHABLE);
  expect(document.querySelector('[aria-pressed=true]')?.textContent).toBe('Local time');
});
