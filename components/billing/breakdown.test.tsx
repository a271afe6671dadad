import { text } from 'node:stream/consumers';
import { prerenderToNodeStream } from 'react-dom/static';
import { describe, expect, it } from 'vitest';
import type { ChatFigures } from '@/lib/billing/report/chats';
import type { UsageRow } from '@/lib/billing/report/usage';
import { usageRow } from '@/lib/billing/testing/samples';
import { parseHref } from '@/lib/billing/view';
import { asId, type ChatId } from '@/lib/ids';
import { BreakdownPanel } from './breakdown';

const CHATS: ChatFigures = {
  chats: [{ id: asId<ChatId>('0199c0de-0000-7000-8000-000000000001'), title: 'Tokens', amount: 1n }],
  whole: 2n,
};

/** The panel without its choices. */
async function breakdown(
  search: string,
  { rows = [], chats = null }: { rows?: UsageRow[]; chats?: ChatFigures | null } = {},
) {
  const { prelude } = await prerenderToNodeStream(
    <BreakdownPanel
      usage={Promise.resolve({ ok: true, value: rows })}
      chats={{ ok: true, value: chats }}
      view={parseHref(`/billing?${search}`)}
      keyNames={undefined}
      ready
    />,
  );
  const html = (await text(prelude)).replaceAll('<!-- -->', '');
  return html.slice(html.indexOf('</nav>'));
}

describe('the breakdown by chat', () => {
  it('says that replies and titles are in it, and what shares are of', async () => {
    expect(await breakdown('split=chat', { chats: CHATS })).toContain(
      'The biggest chats, replies and titles together. Shares are of all the app’s usage.',
    );
  });

  // It said the same whatever the view was narrowed to.
  it.each([
    [
      'model=gpt-5',
      'The biggest chats, replies and titles together. Shares are of all the app’s usage that the filters',
    ],
    ['via=title', 'The biggest chats. Shares are of all the app’s usage that the filters'],
    [
      `chat=${CHATS.chats[0]?.id}`,
      'The biggest chats, replies and titles together. Shares are of all the app’s usage.',
    ],
  ])('says no more than is true with the filter %s', async (filter, words) => {
    expect(await breakdown(`split=chat&${filter}`, { chats: CHATS })).toContain(words);
  });
});

describe('an item of the breakdown', () => {
  it('narrows the page to it, and the one that it is narrowed to no longer', async () => {
    const rows = [usageRow({ model: 'gpt-5' })];
    expect(await breakdown('', { rows })).toContain('href="/billing?model=gpt-5"');
    expect(await breakdown('model=gpt-5', { rows })).toContain('href="/billing"');
  });

  // It had no name, and its link led to the page that it stands on.
  it.each([
    ['model', { model: '' }, 'No model'],
    ['via', { via: '' }, 'Other services'],
    ['via', { via: 'fax' }, 'fax'],
    ['key', { key: 'theirs' }, 'Key theirs'],
  ])(
    'of another service is named, and no link where the %s of %o can’t be filtered by',
    async (split, row, name) => {
      const html = await breakdown(`split=${split}`, { rows: [usageRow(row)] });
      expect(html).toContain(`>${name}<`);
      expect(html).not.toContain('<a ');
    },
  );
});

// It said that nothing was used beside an event log that listed the call.
it('says no more of an empty breakdown than that nothing is counted', async () => {
  expect(await breakdown('')).toContain('Nothing counted in this view');
  expect(await breakdown('split=chat', { chats: { chats: [], whole: null } })).toContain(
    'No chats counted in this view',
  );
});
