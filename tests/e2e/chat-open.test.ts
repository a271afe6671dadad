import { describe, expect, it } from 'vitest';
import { openPage } from './support/browser';
import { chatApp } from './support/chat-app';
import { chatList, messageList, say, showSidebar, titled } from './support/journey';
import { VIEWPORTS } from './support/viewports';

const { openChat, url, browser } = chatApp({ tokenDelayMs: 0 });

describe.each(VIEWPORTS)('opening a chat on %s', (_, device) => {
  it('shows its end, from the first frame on', async () => {
    const page = await openChat(device);
    await say(page, '/long');
    await page.goto(`${url()}/chat`);
    // Until then the link loads a page anew, and what looks at this one is gone.
    await expect.poll(() => page.evaluate(listensToKeys)).toBe(true);
    await showSidebar(page);
    const [pxFromEnd] = await Promise.all([
      page.evaluate(firstPxFromEnd),
      chatList(page).getByRole('link').click(),
    ]);
    expect(pxFromEnd).toBeLessThanOrEqual(1);
  });

  it('shows its end after a reload too, where the first message has just gone out of sight', async () => {
    const page = await openChat(device);
    await say(page, 'What is a token?');
    await titled(page, 'What a token is');
    const pxFromEnd = [];
    for (const pxOutOfSight of [130, 150, 170]) {
      const height = await page.evaluate(heightWith, pxOutOfSight);
      await page.setViewportSize({ width: page.viewportSize()?.width ?? 0, height });
      await page.reload();
      pxFromEnd.push(await page.evaluate(lastPxFromEnd));
    }
    expect(Math.max(...pxFromEnd)).toBeLessThanOrEqual(1);
  });

  it('shows its end before any script has come, where it is loaded anew', async () => {
    const page = await openChat(device);
    await say(page, '/long');
    const cookies = await page.context().cookies();
    const bare = await openPage(browser(), { ...device, javaScriptEnabled: false });
    await bare.context.addCookies(cookies);
    await bare.page.goto(page.url());
    const end = messageList(bare.page).getByRole('listitem').last();
    const log = await bare.page.getByRole('region', { name: 'Conversation' }).boundingBox();
    const last = await end.boundingBox();
    expect(last && log && last.y + last.height <= log.y + log.height).toBe(true);
    await bare.context.close();
  });
});

/** Runs in the browser: whether a page has come to life, by a key that leads to the composer. */
function listensToKeys(): boolean {
  return !dispatchEvent(new KeyboardEvent('keydown', { key: '/', cancelable: true }));
}

/** Runs in the browser: how far a chat is scrolled from its end after the first frame that shows it. */
function firstPxFromEnd(): Promise<number> {
  return new Promise((resolve) => {
    const { port1, port2 } = new MessageChannel();
    // What is posted before a frame comes after that frame.
    const look = () => requestAnimationFrame(() => port2.postMessage(undefined));
    port1.onmessage = () => {
      const scroller = document.querySelector('article')?.closest('[data-scrolls]');
      if (scroller) resolve(scroller.scrollHeight - scroller.clientHeight - scroller.scrollTop);
      else look();
    };
    look();
  });
}

/** Runs in the browser: how high its window is to be for that much of a chat to be above what is shown. */
function heightWith(pxOutOfSight: number): number {
  const scroller = document.querySelector('article')?.closest('[data-scrolls]');
  if (!scroller?.firstElementChild) throw new Error('There is no chat.');
  const listHeight = document.querySelector('ol[aria-label="Messages"]')?.clientHeight ?? 0;
  const { paddingTop, paddingBottom } = getComputedStyle(scroller.firstElementChild);
  const contentHeight = listHeight + Number.parseFloat(paddingTop) + Number.parseFloat(paddingBottom);
  return Math.round(innerHeight - scroller.clientHeight + contentHeight - pxOutOfSight);
}

/** Runs in the browser: how far a chat is scrolled from its end once nothing moves any more. */
function lastPxFromEnd(): Promise<number> {
  return new Promise((resolve) => {
    let framesOpen = 0;
    const look = () => {
      const scroller = document.querySelector('article')?.closest('[data-scrolls]:not([data-opening])');
      framesOpen = scroller ? framesOpen + 1 : 0;
      if (scroller && framesOpen > 5)
        resolve(scroller.scrollHeight - scroller.clientHeight - scroller.scrollTop);
      else requestAnimationFrame(look);
    };
    look();
  });
}
