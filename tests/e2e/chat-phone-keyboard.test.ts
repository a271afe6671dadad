import type { Page } from 'playwright-core';
import { describe, expect, it } from 'vitest';
import { chatApp } from './support/chat-app';
import { composer, say, showSidebar, usageLines } from './support/journey';
import { PHONE } from './support/viewports';

const { openChat } = chatApp();

describe('a phone’s keyboard', () => {
  const KEYBOARD_PX = 360;

  async function expectComposerWithin(page: Page, heightPx: number) {
    const bottom = async () => {
      const box = await page.getByRole('button', { name: 'Send', exact: true }).boundingBox();
      return box && box.y + box.height;
    };
    await expect.poll(bottom).toBeLessThanOrEqual(heightPx);
    const title = await page.getByRole('heading', { level: 1 }).boundingBox();
    expect(title?.y).toBeGreaterThanOrEqual(0);
  }

  it('begins a new line by Enter, and the button sends both', async () => {
    const page = await openChat(PHONE);
    await composer(page).fill('/help');
    await composer(page).press('Enter');
    await composer(page).press('x');
    expect(await composer(page).inputValue()).toBe('/help\nx');
    expect(await composer(page).getAttribute('enterkeyhint')).toBe('enter');
    await page.getByRole('button', { name: 'Send', exact: true }).tap();
    await usageLines(page).waitFor();
  });

  it('is not needed to close what was opened', async () => {
    const page = await openChat(PHONE);
    await showSidebar(page);
    await page.getByRole('button', { name: 'Search' }).tap();
    const close = page.getByRole('button', { name: 'Close' });
    const box = await close.boundingBox();
    expect([box?.width, box?.height]).toEqual([44, 44]);
    await close.tap();
    await expect.poll(() => page.getByRole('dialog').count()).toBe(0);
  });

  it('leaves the composer in view where it makes the page smaller', async () => {
    const page = await openChat(PHONE);
    await say(page, 'What is a token?');
    await composer(page).tap();
    await page.setViewportSize({ width: 390, height: 844 - KEYBOARD_PX });
    await expectComposerWithin(page, 844 - KEYBOARD_PX);
  });

  it('leaves the composer in view where it lies over the page, as Safari’s does', async () => {
    const page = await openChat(PHONE);
    await say(page, 'What is a token?');
    await page.evaluate((keyboardPx) => {
      const { visualViewport } = window;
      if (!visualViewport) throw new Error('This browser has no visual viewport.');
      Object.defineProperty(visualViewport, 'height', { value: window.innerHeight - keyboardPx });
      visualViewport.dispatchEvent(new Event('resize'));
    }, KEYBOARD_PX);
    await expectComposerWithin(page, 844 - KEYBOARD_PX);
  });
});
