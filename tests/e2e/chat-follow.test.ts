import type { BrowserContextOptions, Page } from 'playwright-core';
import { describe, expect, it } from 'vitest';
import { violationsOf } from './support/axe';
import { chatApp } from './support/chat-app';
import { say, send, usageLines } from './support/journey';
import { VIEWPORTS } from './support/viewports';

const COUNT = 'Count to sixty';

const { openChat, upstream } = chatApp({
  tokenDelayMs: 3,
  texts: {
    [COUNT]: Array.from({ length: 60 }, (_, index) => `- line ${index + 1} of sixty`).join('\n'),
  },
});

/** Has upstream send one part more and then wait, but not after the time of the test is up: the gate is open for the next by then. */
function pause(signal: AbortSignal): void {
  signal.throwIfAborted();
  upstream().pause();
}

/** While the reply is kept waiting: sends the one part of it that waits, and looks at what that has done so far. */
function letMoreThrough(signal: AbortSignal, look: () => Promise<number>): Promise<number> {
  pause(signal);
  return look();
}

describe.each(VIEWPORTS)('reading while a reply comes, on %s', (_, device) => {
  it('shows the end of what has come in every frame', async ({ signal }) => {
    const page = await openChat(device);
    await say(page, COUNT);
    await page.evaluate(watchGrowth);
    pause(signal);
    await send(page, '/long');
    const begins = page.getByRole('heading', { name: '1. ' });
    await expect.poll(() => letMoreThrough(signal, () => begins.count()), { interval: 10 }).toBe(1);
    const frames = () => page.evaluate(() => window.growth.frames);
    for (let growths = 0; growths < 5; growths++) {
      const before = await frames();
      await expect.poll(() => letMoreThrough(signal, frames), { interval: 10 }).toBeGreaterThan(before);
    }
    upstream().resume();
    await usageLines(page).nth(1).waitFor({ state: 'attached' });
    expect(await page.evaluate(() => window.growth.farthestPx)).toBeLessThanOrEqual(1);
  });

  it('leaves a reader in place who scrolls up, and follows again from the button that leads to the end', async ({
    signal,
  }) => {
    const page = await openChat(device);
    // Far enough that who scrolls up doesn't come to the start.
    await say(page, COUNT);
    // Of the demo's replies alone: others can't be made to wait.
    await send(page, '/long');
    await page.getByRole('heading', { name: '3. A line is drawn' }).waitFor();
    pause(signal);
    await scrollUp(page, device);
    const toEnd = page.getByRole('button', { name: 'Jump to the end' });
    await toEnd.waitFor();
    // A finger gives the text a swing, which goes on for a moment; a tap before its end would only stop it.
    const placePx = await page.evaluate(lastPxFromStart);
    expect(placePx).toBeGreaterThan(0);
    expect(await page.getByRole('button', { name: 'Stop' }).isVisible()).toBe(true);
    upstream().resume();
    await usageLines(page).nth(1).waitFor({ state: 'attached' });
    expect(await page.evaluate(lastPxFromStart)).toBe(placePx);

    // What is out of sight is not laid out, so it is not known to scroll: of the rules, those of a button.
    expect(await violationsOf(page, ['button-name', 'color-contrast'])).toEqual([]);
    await (device.hasTouch ? toEnd.tap() : toEnd.click());
    await toEnd.waitFor({ state: 'hidden' });
    await expect.poll(() => page.evaluate(pxFromEnd)).toBeLessThanOrEqual(1);
    await page.evaluate(watchGrowth);
    await say(page, COUNT);
    expect(await page.evaluate(() => window.growth.farthestPx)).toBeLessThanOrEqual(1);
  });
});

/** By the wheel, or by a finger that draws the text down. */
async function scrollUp(page: Page, { hasTouch = false }: BrowserContextOptions): Promise<void> {
  await page.getByRole('article').last().hover();
  if (!hasTouch) return page.mouse.wheel(0, -300);
  const devtools = await page.context().newCDPSession(page);
  const touch = (type: 'touchStart' | 'touchMove', y: number) =>
    devtools.send('Input.dispatchTouchEvent', { type, touchPoints: [{ x: 195, y }] });
  await touch('touchStart', 250);
  for (let y = 260; y <= 550; y += 10) await touch('touchMove', y);
  await devtools.send('Input.dispatchTouchEvent', { type: 'touchEnd', touchPoints: [] });
}

declare global {
  interface Window {
    growth: { frames: number; farthestPx: number };
  }
}

/**
 * Runs in the browser: notes how far what grows is from its end, each time before it is painted. The page, which
 * observes it too, has had its turn by then: it began earlier.
 */
function watchGrowth() {
  window.growth = { frames: 0, farthestPx: 0 };
  const scroller = document.querySelector('[data-scrolls]');
  if (!scroller?.firstElementChild) throw new Error('There is no chat.');
  new ResizeObserver(() => {
    window.growth.frames += 1;
    const pxFromEnd = scroller.scrollHeight - scroller.clientHeight - scroller.scrollTop;
    window.growth.farthestPx = Math.max(window.growth.farthestPx, pxFromEnd);
  }).observe(scroller.firstElementChild);
}

/** Runs in the browser: how far what is seen is from the start, once nothing has moved for ten frames. */
function lastPxFromStart(): Promise<number> {
  const scroller = document.querySelector('[data-scrolls]');
  return new Promise((resolve) => {
    const look = (placePx: number, framesLeft: number) =>
      requestAnimationFrame(() => {
        const nowPx = scroller?.scrollTop ?? Number.NaN;
        if (nowPx !== placePx) look(nowPx, 10);
        else if (framesLeft > 0) look(nowPx, framesLeft - 1);
        else resolve(nowPx);
      });
    look(scroller?.scrollTop ?? 0, 10);
  });
}

/** Runs in the browser. */
function pxFromEnd(): number {
  const scroller = document.querySelector('[data-scrolls]');
  return scroller ? scroller.scrollHeight - scroller.clientHeight - scroller.scrollTop : Number.NaN;
}
