import type { Page } from 'playwright-core';
import type { FakeUpstream } from '@/tests/upstream';
import { send } from './send';
import { ASK, FIRST_WORD } from './stage';
import { painted, slowDown } from './watch';

const WARM_UP_TURNS = 3;
const TURNS = 25;

export interface FirstTokens {
  /** From Enter to paint, less the upstream's own time from the request to its first token; of each turn. */
  overUpstreamMs: number[];
  /** From the upstream's first token to its paint: the part on the way back. */
  backMs: number[];
}

/**
 * Takes turns in one chat, one after the other, and times the first token of each.
 *
 * @param anywhere whether it counts out of view, too
 */
export async function timeFirstTokens(
  page: Page,
  upstream: FakeUpstream,
  { anywhere = false } = {},
): Promise<FirstTokens> {
  await slowDown(page);
  const times: FirstTokens = { overUpstreamMs: [], backMs: [] };
  for (let turn = 1 - WARM_UP_TURNS; turn <= TURNS; turn++) {
    const asked = upstream.journal.records().length;
    const articles = 2 * (turn + WARM_UP_TURNS);
    const [{ actedAtMs, paintedAtMs }] = await Promise.all([
      painted(page, { text: FIRST_WORD, articles, anywhere }),
      send(page, ASK.quick),
    ]);
    await page.getByRole('button', { name: 'Stop' }).waitFor({ state: 'hidden' });
    await upstream.journal.idle();
    const record = upstream.journal.records()[asked];
    if (!record?.firstTokenAtMs) throw new Error('The upstream was not asked for a reply.');
    if (turn < 1) continue;
    const ownMs = record.firstTokenAtMs - record.receivedAtMs;
    times.overUpstreamMs.push(paintedAtMs - actedAtMs - ownMs);
    times.backMs.push(paintedAtMs - record.firstTokenAtMs);
  }
  return times;
}
