// @vitest-environment happy-dom
import { act } from 'react';
import { describe, expect, it, vi } from 'vitest';
import { typeInto } from '@/tests/support/hands';
import { reactRoot } from '@/tests/support/react-root';
import { Readout } from './readout';

const SERIES = [{ id: 'a', name: 'gpt-5', colour: 'red' }];
const WHOLE = { name: 'All', total: '$6.00', values: ['$6.00'] };
const BARS = ['Mon', 'Tue', 'Wed', 'Thu'].map((name, index) => ({
  name,
  start: `2026-11-0${index + 2}T00:00:00.000Z`,
  total: `$${index}.00`,
  values: [`$${index}.00`],
}));

const page = reactRoot();

/** A plot that is 100 pixels wide, of four bars. */
async function show(columns = BARS) {
  await page.show(
    <Readout series={SERIES} columns={columns} bars={BARS.length} whole={WHOLE}>
      <svg />
    </Readout>,
  );
  vi.spyOn(plot(), 'getBoundingClientRect').mockReturnValue(new DOMRect(0, 0, 100, 240));
}

function slider(): HTMLInputElement {
  const input = document.querySelector<HTMLInputElement>('input[type=range]');
  if (!input) throw new Error('There is no slider.');
  return input;
}

/** What lies under the pointer: the slider lets it through. */
function plot(): HTMLElement {
  const { parentElement } = slider();
  if (!parentElement) throw new Error('The slider lies nowhere.');
  return parentElement;
}

function point(type: string, clientX = 0, pointerType = 'touch'): Promise<void> {
  return pointAt(plot(), type, { clientX, pointerType, relatedTarget: document.body });
}

function pointAt(element: Element, type: string, init: PointerEventInit): Promise<void> {
  return act(async () => {
    element.dispatchEvent(new PointerEvent(type, { bubbles: true, cancelable: true, ...init }));
  });
}

/** The legend, of so many series that it scrolls: then it can have the focus. */
function legend(): HTMLElement {
  const scroller = document.querySelector('ul')?.parentElement;
  if (!scroller) throw new Error('There is no legend.');
  scroller.tabIndex = 0;
  return scroller;
}

/** As a browser does where a press is not held back: what has the focus loses it. */
async function mouseDown() {
  const press = new MouseEvent('mousedown', { bubbles: true, cancelable: true });
  await act(async () => {
    if (plot().dispatchEvent(press)) slider().blur();
  });
}

const shown = () => document.querySelector('p')?.textContent;

describe('the readout of a chart', () => {
  // The values went away with the finger.
  it('keeps the bar that was tapped until one taps elsewhere', async () => {
    await show();
    await point('pointerdown', 60);
    await point('pointerup', 60);
    await point('pointerout', 60);
    await mouseDown();
    expect(shown()).toBe('Wed$2.00');
    await act(async () => slider().blur());
    expect(shown()).toBe('All$6.00');
  });

  it('follows a mouse, and ends when it leaves', async () => {
    await show();
    await point('pointermove', 10, 'mouse');
    expect(shown()).toBe('Mon$0.00');
    await point('pointermove', 99, 'mouse');
    expect(shown()).toBe('Thu$3.00');
    await point('pointerout', 120, 'mouse');
    expect(shown()).toBe('All$6.00');
  });

  // The rest of a long legend could not be scrolled to: on the way there, the values of the bar went away.
  it('keeps the bar of a mouse that goes on to the legend, until it leaves that too', async () => {
    await show();
    await point('pointermove', 60, 'mouse');
    await pointAt(plot(), 'pointerout', { pointerType: 'mouse', relatedTarget: legend() });
    expect(shown()).toBe('Wed$2.00');
    await pointAt(legend(), 'pointerout', { pointerType: 'mouse', relatedTarget: document.body });
    expect(shown()).toBe('All$6.00');
  });

  it('keeps the bar of the keyboard while the focus is on the legend, until it goes elsewhere', async () => {
    await show();
    await act(async () => slider().focus());
    await typeInto(slider(), '2');
    await act(async () => legend().focus());
    expect(document.activeElement).toBe(legend());
    expect(shown()).toBe('Wed$2.00');
    await act(async () => legend().blur());
    expect(shown()).toBe('All$6.00');
  });

  it('says nothing where a finger only scrolled the page', async () => {
    await show();
    await point('pointerdown', 60);
    await point('pointercancel', 60);
    await point('pointerout', 60);
    expect(shown()).toBe('All$6.00');
  });

  it('says nothing of bars that have not begun, and the keyboard ends before them', async () => {
    await show(BARS.slice(0, 2));
    await point('pointermove', 40, 'mouse');
    expect(shown()).toBe('Tue$1.00');
    await point('pointermove', 60, 'mouse');
    expect(shown()).toBe('All$6.00');
    expect(slider().max).toBe('1');
  });
});
