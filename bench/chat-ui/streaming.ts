import type { Page } from 'playwright-core';
import { send } from '@/tests/e2e/support/journey';
import type { FakeUpstream } from '@/tests/upstream';
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
  const before = upstream.journal.records().length;
  await send(page, ASK.long);
  const stop = page.getByRole('button', { name: 'Stop' });
  await stop.waitFor();
  await page.getByRole('article').nth(1).getByRole('heading', { level: 2 }).last().waitFor();
  await beginWatching(page);
  const field = page.getByRole('textbox', { name: 'Message' });
  let keys = 0;
  // The end is told by the upstream: asking the page would be work for it.
  while (upstream.journal.records()[before]?.outcome === 'open') {
    const key = TYPED[keys % TYPED.length] ?? ' ';
    await page.keyboard.press(key);
    keys += 1;
    await page.waitForTimeout(KEY_EVERY_MS);
  }
  const endedMs = performance.now();
  await stop.waitFor({ state: 'hidden', timeout: PATIENCE_MS });
  const behindMs = performance.now() - endedMs;
  const fluency = await endWatching(page, keys);
  await field.fill('');
  return { ...fluency, behindMs };
}
