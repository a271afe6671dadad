// @vitest-environment happy-dom
import { act, type ReactNode } from 'react';
import { beforeEach, describe, expect, it, vi } from 'vitest';
import { reactRoot } from '@/tests/support/react-root';
import type * as ScrollAreas from './scroll-area';

const { show } = reactRoot();

/** Stands in for the browser's, which lays nothing out here: `resize` tells of an element as it does after a layout. */
class Observer {
  static made: Observer[] = [];
  readonly watched = new Set<Element>();
  constructor(readonly tell: (entries: { target: Element }[]) => void) {
    Observer.made.push(this);
  }
  observe(element: Element) {
    this.watched.add(element);
  }
  unobserve(element: Element) {
    this.watched.delete(element);
  }
}

const resize = (element: Element) =>
  act(async () => {
    for (const each of Observer.made) if (each.watched.has(element)) each.tell([{ target: element }]);
  });

let areas: typeof ScrollAreas;

beforeEach(async () => {
  Observer.made = [];
  vi.stubGlobal('ResizeObserver', Observer);
  vi.resetModules();
  areas = await import('./scroll-area');
});

function setWidths(element: Element, widths: { clientWidth: number; scrollWidth: number }) {
  for (const [name, value] of Object.entries(widths)) {
    Object.defineProperty(element, name, { configurable: true, get: () => value });
  }
}

function find(selector: string): Element {
  const element = document.querySelector(selector);
  if (!element) throw new Error(`There is no ${selector}.`);
  return element;
}

const attributes = ({ attributes: all }: Element) =>
  Object.fromEntries([...all].map(({ name, value }) => [name, value]));

// Each block of code was a stop on the way by Tab, with nothing to scroll and no name.
describe.each([
  ['an area', (content: ReactNode) => <areas.ScrollArea label="Table">{content}</areas.ScrollArea>],
  [
    'an area within a text',
    (content: ReactNode) => <areas.InlineScrollArea label="Table">{content}</areas.InlineScrollArea>,
  ],
])('%s', (_, area) => {
  it('is reached by Tab, and has a name, only while it scrolls', async () => {
    await show(area(<b>content</b>));
    const content = find('b');
    const scroller = content.parentElement ?? content;
    expect(scroller.hasAttribute('tabindex')).toBe(false);
    expect(scroller.hasAttribute('role')).toBe(false);

    setWidths(scroller, { clientWidth: 100, scrollWidth: 300 });
    await resize(content);
    expect(attributes(scroller)).toMatchObject({ tabindex: '0', role: 'group', 'aria-label': 'Table' });

    setWidths(scroller, { clientWidth: 300, scrollWidth: 300 });
    await resize(scroller);
    expect(scroller.hasAttribute('tabindex')).toBe(false);
    expect(scroller.hasAttribute('aria-label')).toBe(false);
  });
});

it('asks for no layout while what is in it is rendered again', async () => {
  const read = vi.spyOn(Element.prototype, 'scrollWidth', 'get');
  for (const text of ['a', 'ab', 'abc']) {
    await show(
      <areas.ScrollArea label="Code">
        <pre>{text}</pre>
      </areas.ScrollArea>,
    );
  }
  expect(read).not.toHaveBeenCalled();
  read.mockRestore();
});

it('is watched by one observer with all others, and no longer than it is there', async () => {
  await show(
    <>
      <areas.ScrollArea label="Code" />
      <areas.ScrollArea label="Table" />
    </>,
  );
  expect(Observer.made.map(({ watched }) => watched.size)).toEqual([2]);
  await show(null);
  expect(Observer.made.map(({ watched }) => watched.size)).toEqual([0]);
});

it('gives its element to who asks for it', async () => {
  const ref = vi.fn();
  await show(<areas.ScrollArea label="Messages" ref={ref} id="log" />);
  expect(ref).toHaveBeenCalledExactlyOnceWith(find('#log'));
});
