import type { Page } from 'playwright-core';
import { LAST_WORDS, LONG_CHAT_TITLE } from './long-chat';
import { painted, slowDown } from './watch';

const TIMES = 7;

export interface Openings {
  /** From the click on a chat of the list, of each time. */
  fromListMs: number[];
  /** From the start of the navigation by address. */
  byAddressMs: number[];
}

/** Opens the long chat again and again, until its last message is on the screen, as rendered markdown. */
export async function timeOpenings(page: Page): Promise<Openings> {
  await slowDown(page);
  const times: Openings = { fromListMs: [], byAddressMs: [] };
  const wanted = { text: LAST_WORDS, within: '.markdown' };
  const empty = page.url();
  // The first time, scripts are not in the cache yet, nor compiled.
  for (let time = 0; time <= TIMES; time++) {
    await page.goto(empty, { waitUntil: 'networkidle' });
    const link = page.getByRole('link', { name: LONG_CHAT_TITLE });
    const [clicked] = await Promise.all([painted(page, wanted), link.click()]);
    await page.waitForURL('**/chat/*');
    await page.goto(page.url(), { waitUntil: 'commit' });
    const loaded = await painted(page, wanted);
    const startedAtMs = Number(await page.evaluate('performance.timeOrigin'));
    if (time === 0) continue;
    times.fromListMs.push(clicked.paintedAtMs - clicked.actedAtMs);
    times.byAddressMs.push(loaded.paintedAtMs - startedAtMs);
  }
  return times;
}
