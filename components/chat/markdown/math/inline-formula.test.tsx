// @vitest-environment happy-dom
import { act } from 'react';
import { beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { reactRoot } from '@/tests/support/react-root';
import type * as Katex from './katex-formula';

const { show } = reactRoot();

type Tell = (sizes: { target: Element; contentRect: { width: number } }[]) => void;

/** Who watches which element. The browser's own lays nothing out here. */
let watched: [element: Element, tell: Tell][];

let katex: typeof Katex;

beforeAll(async () => {
  // KaTeX warns of any other.
  Object.defineProperty(document, 'compatMode', { value: 'CSS1Compat' });
  katex = await import('./katex-formula');
});

beforeEach(() => {
  watched = [];
  vi.stubGlobal(
    'ResizeObserver',
    class {
      constructor(readonly tell: Tell) {}
      observe(element: Element) {
        watched.push([element, this.tell]);
      }
      unobserve() {}
      disconnect() {
        watched = watched.filter(([, tell]) => tell !== this.tell);
      }
    },
  );
});

/** Tells of an element's width, as the browser does after a layout. */
const resize = (element: Element, width: number) =>
  act(async () => {
    for (const [each, tell] of watched)
      if (each === element) tell([{ target: each, contentRect: { width } }]);
  });

const all = (selector: string) => [...document.querySelectorAll(selector)];
const scrollers = () => all('.overflow-x-auto');

async function showFormula(tex: string) {
  await show(
    <p>
      So <katex.default tex={tex} isDisplay={false} />.
    </p>,
  );
  const [text] = all('p');
  if (!text) throw new Error('There is no text.');
  return { text, parts: all('.katex-base') };
}

describe('a formula within a text', () => {
  // A phone cut off a long fraction, and nothing led to the rest.
  it('scrolls while a part of it is wider than the text', async () => {
    const { text, parts } = await showFormula('a = \\frac{b}{c}');
    const [first, fraction] = parts;
    if (!first || !fraction) throw new Error('There are no two parts.');
    await resize(first, 40);
    await resize(fraction, 500);
    expect(scrollers()).toHaveLength(0);
    await resize(text, 360);
    expect(scrollers()).toHaveLength(1);
    await resize(text, 800);
    expect(scrollers()).toHaveLength(0);
  });

  it('is a part of its line where only all of it is wider: the line breaks within it', async () => {
    const { text, parts } = await showFormula('a + b + c');
    for (const part of parts) await resize(part, 200);
    await resize(text, 360);
    expect(scrollers()).toHaveLength(0);
  });

  it('is measured anew when it is another, and by nobody when it is gone', async () => {
    const before = await showFormula('\\frac{a}{b}');
    await resize(before.text, 360);
    for (const part of before.parts) await resize(part, 500);
    await showFormula('\\frac{c}{d}');
    expect(scrollers()).toHaveLength(0);
    await resize(before.text, 360);
    for (const part of all('.katex-base')) await resize(part, 400);
    expect(scrollers()).toHaveLength(1);
    await show(null);
    expect(watched.filter(([element]) => element.matches('p, .katex-base'))).toEqual([]);
  });
});
