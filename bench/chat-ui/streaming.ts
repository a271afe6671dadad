import type { Page } from 'playwright-core';
import type { FakeUpstream } from '@/tests/upstream';
import { send } from './send';
import { ASK } from './stage';
import { beginWatching, endWatching, type Fluency, slowDown } from './watch';

const KEY_EVERY_MS = 200;
const TYPED = 'And what does a token cost when nobody looks? ';
/** A page that falls behind may take so long again to show the rest. */
const PATIENCE_MS = 90_000;

export interface Streaming extends Fluency {
  /** From the upstream's last token to a page that awaits nothing. */
  behindMs: number;
}

/** How fluent a page is while it shows the long reply, and the person types the next message. */
export async function watchStreaming(page: Page, upstream: FakeUpstream): Promise<Streaming> {
  await slowDown(page);
  await send(page, ASK.long);
  const stop = page.getByRole('button', { name: 'Stop' });
  await stop.waitFor();
  await page.getByRole('article').nth(1).getByRole('heading', { level: 2 }).last().waitFor();
  await beginWatching(page);
  const field = page.getByRole('textbox', { name: 'Message' });
  // The end is told by the upstream: asking the page before it would be work for it.
  const ended = upstream.journal.idle().then(() => performance.now());
  const [keys, behindMs] = await Promise.all([
    typeUntil(ended, page),
    // Not after the last key: its pause is no part of how far the page is behind.
    ended.then(async (endedMs) => {
      await stop.waitFor({ state: 'hidden', timeout: PATIENCE_MS });
      return performance.now() - endedMs;
    }),
  ]);
  const fluency = await endWatching(page, keys);
  await field.fill('');
  return { ...fluency, behindMs };
}

/** Presses a key again and again. @returns how many were pressed */
async function typeUntil(end: Promise<unknown>, page: Page): Promise<number> {
  let isOver = false;
  void end.then(() => {
    isOver = true;
  });
  let keys = 0;
  while (!isOver) {
    await page.keyboard.press(TYPED[keys % TYPED.length] ?? ' ');
    keys += 1;
    await page.waitForTimeout(KEY_EVERY_MS);
  }
  return keys;
}
