// @vitest-environment happy-dom
import { act } from 'react';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { reactRoot } from '@/tests/support/react-root';
import { EventList } from './event-list';
import type { EventRow } from './event-row';

const router = vi.hoisted(() => ({ push: vi.fn() }));
vi.mock('next/navigation', () => ({ useRouter: () => router }));

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
const load = vi.fn(async () => null);
const open = vi.fn();

beforeEach(() => {
  vi.stubGlobal('open', open);
  vi.stubGlobal(
    'IntersectionObserver',
    class {
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
  await page.show(
    <table>
      <EventList first={{ rows: [ROW], nextHref }} load={load} />
    </table>,
  );
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
});
