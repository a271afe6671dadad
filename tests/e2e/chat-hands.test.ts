import type { Locator, Page } from 'playwright-core';
import { describe, expect, it } from 'vitest';
import { chatApp } from './support/chat-app';
import {
  chatList,
  composer,
  messageList,
  say,
  send,
  showSidebar,
  titled,
  usageLines,
} from './support/journey';
import { DESKTOP, VIEWPORTS } from './support/viewports';

const focused = (page: Page) => page.evaluate(() => document.activeElement?.textContent?.trim());
const COLOUR_SCHEME = () => getComputedStyle(document.documentElement).colorScheme;

const wordsOf = (text: string) => text.match(/[\p{L}\p{N}]+/gu) ?? [];

/** By its key, for which the page listens a moment after it is shown. Pressed again, it changes nothing. */
async function openPalette(page: Page): Promise<void> {
  const pressAndLook = async () => {
    await page.keyboard.press('Control+k');
    return page.getByRole('combobox', { name: 'Search your chats' }).isVisible();
  };
  await expect.poll(pressAndLook).toBe(true);
}

/** Runs in the browser: how much on the page moves for longer than a frame. */
function countLastingAnimations(): number {
  const FRAME_MS = 16;
  const endsMs = document.getAnimations().map(({ effect }) => Number(effect?.getComputedTiming().endTime));
  return endsMs.filter((endMs) => endMs > FRAME_MS).length;
}

const { openChat, upstream, url } = chatApp();

describe.each(VIEWPORTS)('hands and eyes on %s', (_, device) => {
  it('offers four things to try, and a tap asks one', async () => {
    const page = await openChat(device);
    const suggestions = page.getByRole('region', { name: /^Ask anything/ }).getByRole('button');
    expect(await suggestions.count()).toBe(4);
    await suggestions.filter({ hasText: 'What is a token?' }).click();
    await usageLines(page).waitFor();
    await messageList(page).getByText('What is a token?').waitFor();
  });

  it('is light or dark as the person chooses, from the first paint of the next visit on', async () => {
    const page = await openChat({ ...device, colorScheme: 'light' });
    expect(await page.evaluate(COLOUR_SCHEME)).toBe('light dark');
    await showSidebar(page);
    await page.getByRole('button', { name: 'Account:' }).click();
    await page.getByText('Dark', { exact: true }).click();
    await expect.poll(() => page.evaluate(COLOUR_SCHEME)).toBe('dark');
    const answer = await page.reload();
    expect(await answer?.text()).toMatch(/^<!DOCTYPE html><html[^>]* class="dark"/);
    expect(await page.evaluate(COLOUR_SCHEME)).toBe('dark');

    await showSidebar(page);
    await page.getByRole('button', { name: 'Account:' }).click();
    await page.getByRole('radio', { name: 'Dark' }).press('ArrowRight');
    expect(await page.getByRole('radio', { name: 'System' }).isChecked()).toBe(true);
    await expect.poll(() => page.evaluate(COLOUR_SCHEME)).toBe('light dark');
  });

  it('moves nothing for who wants less motion', async () => {
    const page = await openChat({ ...device, reducedMotion: 'reduce' });
    upstream().faults.next('hang');
    await send(page, 'What is a token?');
    await expect.poll(() => upstream().journal.records().at(-1)?.fault).toBe('hang');
    await page.getByText('Waiting for the reply.').waitFor({ state: 'attached' });
    const moving = await page.evaluate(countLastingAnimations);
    // For everybody else the same page moves.
    await page.emulateMedia({ reducedMotion: 'no-preference' });
    const movingOtherwise = await page.evaluate(countLastingAnimations);
    await page.getByRole('button', { name: 'Stop' }).click();
    await page.getByText('Stopped').waitFor();
    expect(moving).toBe(0);
    expect(movingOtherwise).toBeGreaterThan(0);
  });

  // It had a background alone, which nobody sees then.
  it('outlines what is chosen for who forces the colours', async () => {
    const page = await openChat({ ...device, forcedColors: 'active' });
    const outlineOf = (place: Locator) => place.evaluate((element) => getComputedStyle(element).outlineStyle);
    await composer(page).focus();
    expect(await outlineOf(composer(page))).toBe('solid');
    await openPalette(page);
    expect(await outlineOf(page.getByRole('option', { selected: true }))).toBe('solid');
    await page.keyboard.press('Escape');
    await say(page, 'What is a token?');
    await titled(page, 'What a token is');
    await showSidebar(page);
    await chatList(page)
      .getByRole('button', { name: /^More about/ })
      .press('Enter');
    const item = page.getByRole('menuitem').first();
    await expect.poll(() => item.evaluate((element) => element.matches(':focus'))).toBe(true);
    expect(await outlineOf(item)).toBe('solid');
  });

  it('reads a reply out as it comes, in few pieces that leave nothing out, and then its cost', async () => {
    const page = await openChat(device);
    const heard = await page.evaluateHandle(() => {
      const heard: string[] = [];
      for (const region of document.querySelectorAll('p[aria-live]')) {
        // As a screen reader: what is new, and nothing that stood there before.
        const listen = (changes: MutationRecord[]) => {
          for (const { addedNodes } of changes)
            for (const { textContent } of addedNodes) if (textContent) heard.push(textContent);
        };
        new MutationObserver(listen).observe(region, { childList: true, subtree: true });
      }
      return heard;
    });
    await say(page, '/long');
    await expect
      .poll(async () => (await heard.jsonValue()).at(-1))
      .toMatch(/Reply ended: .* in · .* out · \$/);
    const [first, ...pieces] = await heard.jsonValue();
    expect(first).toBe('Waiting for the reply.');
    // What is out of sight has no inner text.
    await page.addStyleTag({ content: '.message, .markdown > * { content-visibility: visible }' });
    const spoken = wordsOf(pieces.join(' ').replace(/Reply ended:.*/, ''));
    expect(spoken).toEqual(wordsOf(await page.locator('.markdown').innerText()));
    // Each interrupts who listens, so they are few, and none ends within a word.
    expect(pieces.length).toBeLessThan(spoken.length / 20);
  });
});

describe('the keyboard', () => {
  it('finds a chat and opens it', async () => {
    const page = await openChat(DESKTOP);
    await say(page, 'What is a token?');
    await titled(page, 'What a token is');
    const chatUrl = page.url();
    await page.goto(`${url()}/chat`);
    await openPalette(page);
    await page.keyboard.type('language mod');
    await page.getByRole('option', { name: /What a token is.*language/ }).waitFor();
    await page.keyboard.press('Enter');
    await page.waitForURL(chatUrl);
  });

  it('lists the shortcuts at “?”, but not while one types', async () => {
    const page = await openChat(DESKTOP);
    await composer(page).press('?');
    // The key of a shortcut writes nothing. The list would be shown only once its code is there.
    expect(await composer(page).inputValue()).toBe('?');
    await page.evaluate(() => document.activeElement instanceof HTMLElement && document.activeElement.blur());
    await page.keyboard.press('?');
    await page.getByRole('dialog', { name: 'Keyboard shortcuts' }).waitFor();
    const singleKeys = page.getByRole('checkbox', { name: 'Single-key shortcuts' });
    await expect.poll(() => singleKeys.evaluate((element) => element.matches(':focus'))).toBe(true);
    await page.keyboard.press('Escape');
    await page.getByRole('dialog').waitFor({ state: 'hidden' });
    // The browser closes it a moment before the page hears of that, and until then the key is the list's.
    const pressAndLook = async () => {
      await page.keyboard.press('/');
      return composer(page).evaluate((field) => field.matches(':focus'));
    };
    await expect.poll(pressAndLook).toBe(true);
  });

  it('goes through a menu by arrows, ends and first letters, and comes back from it', async () => {
    const page = await openChat(DESKTOP);
    await say(page, 'What is a token?');
    await titled(page, 'What a token is');
    const button = chatList(page).getByRole('button', { name: 'More about “What a token is”' });
    await button.press('Enter');
    await expect.poll(() => focused(page)).toBe('Rename…');
    const path = ['ArrowDown', 'End', 'ArrowDown', 'ArrowUp', 'Home', 'e', 'e', 'd'];
    const items: (string | undefined)[] = [];
    for (const key of path) {
      await page.keyboard.press(key);
      items.push(await focused(page));
    }
    expect(items).toEqual([
      'Pin to the top',
      'Delete',
      'Rename…',
      'Delete',
      'Rename…',
      'Export as markdown',
      'Export as JSON',
      'Delete',
    ]);
    await page.keyboard.press('Escape');
    expect(await button.evaluate((element) => element.matches(':focus'))).toBe(true);
    expect(await page.getByRole('menu').count()).toBe(0);
  });

  it('leaves the focus to who reaches an item of a menu before the menu does', async () => {
    const page = await openChat(DESKTOP);
    await say(page, 'What is a token?');
    await titled(page, 'What a token is');
    const button = chatList(page).getByRole('button', { name: 'More about “What a token is”' });
    await button.evaluate(async (element) => {
      const menu = element.nextElementSibling;
      const opened = new Promise((resolve) => menu?.addEventListener('toggle', resolve, { once: true }));
      if (element instanceof HTMLElement) element.click();
      // What React renders for the click is there in the next microtask; the event comes in a task after that.
      await undefined;
      menu?.querySelector<HTMLElement>('[role="menuitem"]:last-of-type')?.focus();
      await opened;
      // The menu listens at the root, where the event comes after this.
      await new Promise(requestAnimationFrame);
    });
    expect(await focused(page)).toBe('Delete');
  });

  it('stays at the arrows of a message when another version is shown, and is at the field after an answer again', async () => {
    const page = await openChat(DESKTOP);
    await say(page, 'What is a token?');
    await page.getByRole('button', { name: 'Answer again' }).press('Enter');
    await expect.poll(() => composer(page).evaluate((field) => field.matches(':focus'))).toBe(true);
    await page.getByText('2/2').waitFor();
    await usageLines(page).waitFor();
    const previous = page.getByRole('button', { name: 'Previous version' });
    await previous.press('Enter');
    await page.getByText('1/2').waitFor();
    await page.getByText('Version 1 of 2').waitFor({ state: 'attached' });
    expect(await previous.evaluate((button) => button.matches(':focus'))).toBe(true);
  });

  it('undoes what a note says', async () => {
    const page = await openChat(DESKTOP);
    await say(page, 'What is a token?');
    await titled(page, 'What a token is');
    await chatList(page).getByRole('button', { name: 'More about “What a token is”' }).press('Enter');
    await page.getByRole('menuitem', { name: 'Delete' }).press('Enter');
    await page.getByText('“What a token is” was deleted.').waitFor();
    await page.keyboard.press('Alt+t');
    // The note itself, and what closes it, come before.
    for (const _ of ['note', 'Dismiss', 'Undo']) await page.keyboard.press('Tab');
    await expect.poll(() => focused(page)).toBe('Undo');
    await page.keyboard.press('Enter');
    await chatList(page).getByRole('link', { name: 'What a token is' }).waitFor();
  });
});
