// @vitest-environment happy-dom
import { act } from 'react';
import { afterEach, expect, it, vi } from 'vitest';
import { UNREACHABLE } from '@/components/ui/failed-action';
import type { FormAction } from '@/lib/form-state';
import { button, press } from '@/tests/support/hands';
import { reactRoot } from '@/tests/support/react-root';
import { ZoneSwitch } from './zone-switch';

const page = reactRoot();

afterEach(() => {
  vi.restoreAllMocks();
});

async function show(timeZone: string, choose: FormAction = async () => ({}), href = '/billing') {
  const options = new Intl.DateTimeFormat().resolvedOptions();
  vi.spyOn(Intl.DateTimeFormat.prototype, 'resolvedOptions').mockReturnValue({
    ...options,
    timeZone: 'Europe/Berlin',
  });
  await page.show(<ZoneSwitch timeZone={timeZone} href={href} choose={choose} />);
  const pressed = document.querySelector('[aria-pressed=true]')?.textContent;
  const name = document.querySelector('form > span:not(:has(button))');
  return { pressed, name: name?.textContent, onPhone: name && !name.classList.contains('max-sm:sr-only') };
}

const unreachable = () => Promise.reject(new TypeError('Failed to fetch'));
const BUBBLES = { bubbles: true };
const alert = () => document.querySelector('[role=alert]');

function pressKey(key: string): Promise<unknown> {
  return act(async () => document.body.dispatchEvent(new KeyboardEvent('keydown', { key, ...BUBBLES })));
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
  await show('Europe/Berlin', unreachable);
  await press('UTC');
  expect(alert()?.textContent).toBe(UNREACHABLE);
  expect(document.querySelector('[aria-pressed=true]')?.textContent).toBe('Local time');
});

// It lay over what is below the head until the page was loaded again.
it.each<[string, () => Promise<unknown>]>([
  [
    'at the next press',
    () => act(async () => document.body.dispatchEvent(new Event('pointerdown', BUBBLES))),
  ],
  ['by Escape', () => pressKey('Escape')],
  ['with the view', () => show('Europe/Berlin', unreachable, '/billing?range=7d')],
])('puts that away %s, and says it again when it happens again', async (_, putAway) => {
  await show('Europe/Berlin', unreachable);
  await press('UTC');
  await pressKey('Tab');
  expect(alert()).not.toBeNull();
  await putAway();
  expect(alert()).toBeNull();
  await press('UTC');
  expect(alert()?.textContent).toBe(UNREACHABLE);
});

// The words stayed where they were, of which a screen reader says nothing.
it('tells of a second refusal as of the first, also in the same words', async () => {
  await show('Europe/Berlin', unreachable);
  await press('UTC');
  const first = alert();
  await press('UTC');
  expect(alert()).not.toBe(first);
  expect(alert()?.textContent).toBe(UNREACHABLE);
});

// It would be lost with a switch that is made anew for each view.
it('keeps the focus on its button when the view changes', async () => {
  await show('Europe/Berlin');
  button('UTC')?.focus();
  await show('UTC', undefined, '/billing?tz=UTC');
  expect(document.activeElement).toBe(button('UTC'));
});
