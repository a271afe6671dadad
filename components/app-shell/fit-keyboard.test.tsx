// @vitest-environment happy-dom
import { act } from 'react';
import { beforeEach, describe, expect, it, vi } from 'vitest';
import { reactRoot } from '@/tests/support/react-root';
import { FitKeyboard } from './fit-keyboard';

const { show } = reactRoot();
const WINDOW_PX = 844;

let viewport: EventTarget & { scale: number; height: number };

beforeEach(() => {
  viewport = Object.assign(new EventTarget(), { scale: 1, height: WINDOW_PX });
  vi.stubGlobal('visualViewport', viewport);
  vi.stubGlobal('innerHeight', WINDOW_PX);
});

const visibleHeight = () => document.documentElement.style.getPropertyValue('--visible-height');

function resize(heightPx: number) {
  return act(async () => {
    viewport.height = heightPx;
    viewport.dispatchEvent(new Event('resize'));
  });
}

describe('the height of the chat', () => {
  it('is what a keyboard over the page leaves', async () => {
    await show(<FitKeyboard />);
    expect(visibleHeight()).toBe('');
    await resize(484);
    expect(visibleHeight()).toBe('484px');
    await resize(WINDOW_PX);
    expect(visibleHeight()).toBe('');
  });

  // It came back with part of its height missing.
  it('is whole again when the chat was left with the keyboard open', async () => {
    await show(<FitKeyboard />);
    await resize(484);
    await show(null);
    expect(visibleHeight()).toBe('');
    await resize(WINDOW_PX);
    await show(<FitKeyboard />);
    expect(visibleHeight()).toBe('');
  });

  it('is right at once where the keyboard is open when the chat comes', async () => {
    viewport.height = 484;
    await show(<FitKeyboard />);
    expect(visibleHeight()).toBe('484px');
  });
});
