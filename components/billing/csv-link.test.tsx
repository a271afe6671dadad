// @vitest-environment happy-dom
import { act } from 'react';
import { renderToStaticMarkup } from 'react-dom/server';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { reactRoot } from '@/tests/support/react-root';
import { CsvLink } from './csv-link';

const HREF = '/billing/export/events?range=7d';
const REFUSED = { error: { code: 'sign_in_required', message: 'Sign in and try again.' } };

const { show } = reactRoot();
const downloaded: string[] = [];

beforeEach(() => {
  downloaded.length = 0;
  vi.spyOn(HTMLAnchorElement.prototype, 'click').mockImplementation(function (this: HTMLAnchorElement) {
    downloaded.push(this.getAttribute('href') ?? '');
  });
});
afterEach(() => {
  vi.restoreAllMocks();
});

const link = () => document.querySelector('a');
const told = () => document.querySelector('[role=alert]')?.textContent;

/** Clicks the link as a person does. @returns whether it was left to the browser */
async function click(how: MouseEventInit = {}): Promise<boolean> {
  const event = new MouseEvent('click', { bubbles: true, cancelable: true, ...how });
  // What the browser would do is nothing that the test's page can.
  let isLeft = true;
  const onWindow = () => {
    isLeft = !event.defaultPrevented;
    event.preventDefault();
  };
  window.addEventListener('click', onWindow, { once: true });
  await act(async () => link()?.dispatchEvent(event));
  return isLeft;
}

it('downloads the file, of which the page reads nothing', async () => {
  const cancel = vi.fn();
  const fetch = vi.fn(async () => new Response(new ReadableStream({ cancel })));
  vi.stubGlobal('fetch', fetch);
  await show(<CsvLink href={HREF} what="These events" />);
  expect(await click()).toBe(false);
  expect(fetch).toHaveBeenCalledExactlyOnceWith(HREF);
  expect(cancel).toHaveBeenCalledOnce();
  expect(downloaded).toEqual([HREF]);
  expect(told()).toBeUndefined();
});

// The browser said that a download had failed, and nothing else.
it.each<[string, () => Promise<Response>, string]>([
  ['the session has ended', async () => Response.json(REFUSED, { status: 401 }), 'Sign in and try again.'],
  [
    'a proxy has no server',
    async () => new Response('<h1>Bad gateway</h1>', { status: 502 }),
    'The server could not make this file (status 502). Try again in a moment.',
  ],
  [
    'the server is away',
    () => Promise.reject(new TypeError('Failed to fetch')),
    'The server could not be reached. Check your connection, then try again.',
  ],
])('says why there is no file where %s, and downloads it once there is one', async (_, answer, why) => {
  vi.stubGlobal('fetch', answer);
  await show(<CsvLink href={HREF} what="These events" />);
  await click();
  expect(told()).toBe(why);
  expect(downloaded).toEqual([]);
  vi.stubGlobal('fetch', async () => new Response('time,id'));
  await click();
  expect(told()).toBeUndefined();
  expect(downloaded).toEqual([HREF]);
});

it('is the browser’s link where another tab is wanted, or there is no script', async () => {
  const fetch = vi.fn();
  vi.stubGlobal('fetch', fetch);
  await show(<CsvLink href={HREF} what="These events" />);
  expect(await click({ ctrlKey: true })).toBe(true);
  expect(fetch).not.toHaveBeenCalled();
  expect(renderToStaticMarkup(<CsvLink href={HREF} what="These events" />)).toMatch(
    /<a href="\/billing\/export\/events\?range=7d" download/,
  );
});

it('no longer says why there was no file once it leads to another', async () => {
  vi.stubGlobal('fetch', async () => Response.json(REFUSED, { status: 401 }));
  await show(<CsvLink href={HREF} what="These events" />);
  await click();
  expect(told()).toBe('Sign in and try again.');
  await show(<CsvLink href={`${HREF}&model=gpt-5.4`} what="These events" />);
  expect(told()).toBeUndefined();
});
