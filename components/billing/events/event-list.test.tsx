// @vitest-environment happy-dom
import { act } from 'react';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { reactRoot } from '@/tests/support/react-root';
import { EventList, type OlderEvents } from './event-list';
import type { EventRow } from './event-row';

const router = vi.hoisted(() => ({ push: vi.fn() }));
vi.mock('next/navigation', () => ({
  useRouter: () => router,
  unstable_isUnrecognizedActionError: () => false,
}));

const ROW: EventRow = {
  id: 'reply',
  href: '/billing/events/reply?range=7d',
  at: '2026-11-03T14:30:00.000Z',
  time: '3 Nov, 14:30:00',
  model: 'gpt-5',
  chat: { id: 'tokens', title: 'What is a token?' },
  origin: '',
  input: '10',
  cached: '0',
  output: '20',
  reasoning: '0',
  cost: '$0.01',
  duration: '1 s',
  firstToken: '0.2 s',
  outcome: 'complete',
  basis: 'exact',
};

const page = reactRoot();
const load = vi.fn(async (): Promise<OlderEvents> => 'unreadable');
const open = vi.fn();

let comesIntoView: () => void;

beforeEach(() => {
  vi.stubGlobal('open', open);
  vi.stubGlobal(
    'IntersectionObserver',
    class {
      constructor(notify: (entries: { isIntersecting: boolean }[]) => void) {
        comesIntoView = () => notify([{ isIntersecting: true }]);
      }
      observe() {}
      disconnect() {}
    },
  );
});

afterEach(() => {
  getSelection()?.removeAllRanges();
  vi.clearAllMocks();
});

async function show(nextHref: string | null = null) {
  await page.show(<EventList first={{ rows: [ROW], nextHref }} load={load} />);
}

const cell = (text: string) => [...document.querySelectorAll('td')].find((td) => td.textContent === text);

/** Whether the browser is left to do what it does by itself. */
function click(element: Element | null | undefined, init: MouseEventInit = {}): boolean {
  const type = init.button === 1 ? 'auxclick' : 'click';
  return element?.dispatchEvent(new MouseEvent(type, { bubbles: true, cancelable: true, ...init })) ?? false;
}

describe('a row of the event log', () => {
  // Safari held the link that covered the row to the whole page, where it caught every click.
  it('opens its receipt wherever it is clicked, in the view that it was opened from', async () => {
    await show();
    click(cell('20'));
    expect(router.push).toHaveBeenCalledExactlyOnceWith(
      expect.stringMatching(/\/billing\/events\/reply\?range=7d$/),
    );
  });

  it('has a link for those without a script, and its chat has one of its own', async () => {
    await show();
    expect(document.querySelector('td a')?.getAttribute('href')).toBe('/billing/events/reply?range=7d');
    click(document.querySelector('a[href^="/chat"]'));
    expect(router.push).toHaveBeenCalledExactlyOnceWith(expect.stringMatching(/\/chat\/tokens$/));
  });

  it.each([
    ['the middle button', { button: 1 }],
    ['Ctrl', { ctrlKey: true }],
    ['⌘', { metaKey: true }],
  ])('opens in a new tab with %s, once', async (_, init) => {
    await show();
    click(cell('20'), init);
    expect(open).toHaveBeenCalledExactlyOnceWith(
      expect.stringMatching(/\/billing\/events\/reply/),
      '_blank',
      'noopener',
    );
    // The link by itself, as it always does.
    expect(click(document.querySelector('td a'), init)).toBe(true);
    expect(open).toHaveBeenCalledOnce();
    expect(router.push).not.toHaveBeenCalled();
  });

  it('stays while its text is being selected', async () => {
    await show();
    const number = cell('20');
    if (number) getSelection()?.selectAllChildren(number);
    click(number);
    click(cell('10'), { shiftKey: true });
    expect(router.push).not.toHaveBeenCalled();
  });
});

describe('the end of the event log', () => {
  it('says that older events could not be read, also to those who don’t see it', async () => {
    await show('/billing?after=1');
    await act(async () => document.querySelector<HTMLElement>('tfoot a')?.click());
    expect(document.querySelector('tfoot [role=alert]')?.textContent).toBe('Older events could not be read.');
  });

  // It tried again in place, for ever.
  it('leads to signing in, and back, once the session has ended', async () => {
    load.mockResolvedValueOnce('signed out');
    await show('/billing?after=1');
    await act(async () => comesIntoView());
    expect(document.querySelector('tfoot [role=alert]')?.textContent).toContain('your session has ended');
    expect([link()?.textContent, link()?.getAttribute('href')]).toEqual(['Sign in', '/billing?after=1']);
    expect(click(link())).toBe(true);
    expect(load).toHaveBeenCalledOnce();
  });

  it('tries again in place what could not be read, also where the server was out of reach', async () => {
    load.mockRejectedValueOnce(new TypeError('Failed to fetch'));
    await show('/billing?after=1');
    await act(async () => link()?.click());
    expect(link()?.textContent).toBe('Try again');
    await readOlder(null);
    expect(document.querySelectorAll('tbody tr')).toHaveLength(3);
  });

  const OLDER = ['second', 'third'].map((id) => ({ ...ROW, id, href: `/billing/events/${id}` }));
  const link = () => document.querySelector<HTMLElement>('tfoot a');

  async function readOlder(nextHref: string | null) {
    load.mockResolvedValueOnce({ rows: OLDER, nextHref });
    await act(async () => link()?.click());
  }

  // They appeared before the link, and nothing told of them.
  it('tells those who don’t see it of older events', async () => {
    await show('/billing?after=1');
    const status = document.querySelector('[role=status]');
    expect(status?.textContent).toBe('');
    await readOlder(null);
    expect(status?.textContent).toBe('2 older events, 3 in the table now');
    expect(document.querySelector('[role=status]')).toBe(status);
    expect(status?.closest('table')).toBeNull();
  });

  // The focus stayed behind them, and after the last ones was lost.
  it.each(['/billing?after=2', null])(
    'hands the focus to the first of them, where %s is next',
    async (nextHref) => {
      await show('/billing?after=1');
      link()?.focus();
      await readOlder(nextHref);
      expect(document.activeElement?.getAttribute('href')).toBe('/billing/events/second');
    },
  );

  it('leaves the focus on the link where it was only reached, and is there yet', async () => {
    await show('/billing?after=1');
    link()?.focus();
    load.mockResolvedValueOnce({ rows: OLDER, nextHref: '/billing?after=2' });
    await act(async () => comesIntoView());
    expect(document.querySelectorAll('tbody tr')).toHaveLength(3);
    expect(document.activeElement).toBe(link());
  });

  it('leaves the focus where it is when it is elsewhere', async () => {
    await show('/billing?after=1');
    const first = document.querySelector<HTMLElement>('tbody a');
    first?.focus();
    await readOlder(null);
    expect(document.activeElement).toBe(first);
  });
});
