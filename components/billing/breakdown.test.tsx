import { text } from 'node:stream/consumers';
import { renderToStaticMarkup } from 'react-dom/server';
import { prerenderToNodeStream } from 'react-dom/static';
import { describe, expect, it } from 'vitest';
import type { KeyNames } from '@/lib/billing/keys';
import type { Reading } from '@/lib/billing/reading';
import type { BiggestChats } from '@/lib/billing/report/chats';
import type { UsageRow } from '@/lib/billing/report/usage';
import { usageRow } from '@/lib/billing/testing/samples';
import { NO_KEY, parseHref } from '@/lib/billing/view';
import { asId, type ChatId } from '@/lib/ids';
import { parseUsd } from '@/lib/money';
import { BreakdownPanel } from './breakdown';

const CHATS: BiggestChats = {
  chats: [{ id: asId<ChatId>('0199c0de-0000-7000-8000-000000000001'), title: 'Tokens', amount: 1n }],
  whole: 2n,
};

interface Figures {
  usage?: Promise<Reading<UsageRow[]>>;
  chats?: BiggestChats | null;
  keyNames?: KeyNames | undefined;
}

function panel(search: string, { usage, chats = null, keyNames }: Figures) {
  return (
    <BreakdownPanel
      usage={usage ?? new Promise(() => {})}
      chats={{ ok: true, value: chats }}
      view={parseHref(`/billing?${search}`)}
      keyNames={keyNames}
      ready={usage !== undefined}
    />
  );
}

function withoutChoices(html: string): string {
  return html.replaceAll('<!-- -->', '').replace(/^.*<\/nav>/s, '');
}

/** The panel without its choices. */
async function breakdown(
  search: string,
  { rows = [], ...figures }: Omit<Figures, 'usage'> & { rows?: UsageRow[] } = {},
) {
  const usage = Promise.resolve({ ok: true, value: rows } as const);
  const { prelude } = await prerenderToNodeStream(panel(search, { usage, ...figures }));
  return withoutChoices(await text(prelude));
}

/** What is there of it before a slow meter has answered. */
function breakdownBefore(search: string, chats: BiggestChats | null = null): string {
  return withoutChoices(renderToStaticMarkup(panel(search, { chats })));
}

/** How high it is, whatever is in it: no `min-h` or `max-h`. */
function heightOf(html: string): string[] | undefined {
  return /class="([^"]*)"/
    .exec(html)?.[1]
    ?.split(' ')
    .filter((name) => /^(@\w+:)?h-/.test(name));
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

  // Its link led to a 404.
  it('is no link where it is of a key that another service has, whatever that looks like', async () => {
    const [own, theirs] = ['0199c0de-0000-7000-8000-00000000000a', '0199c0de-0000-7000-8000-00000000000b'];
    const rows = [own, theirs, NO_KEY].map((key) => usageRow({ key }));
    const html = await breakdown('split=key', { rows, keyNames: new Map([[own, 'Laptop']]) });
    expect(html).toContain('>Key 00000b<');
    expect([...html.matchAll(/href="([^"]*)"/g)].map(([, href]) => href).sort()).toEqual([
      `/billing?split=key&amp;key=${own}`,
      `/billing?split=key&amp;key=${NO_KEY}`,
    ]);
  });

  // $10 beside a correction of $8 read “500 %”, the correction “-400 %”, and their bars were as wide.
  it('has a bar of all at most, and none where it is a correction by another service', async () => {
    const rows = [
      usageRow({ model: 'a', costPico: parseUsd('10') }),
      usageRow({ model: 'b', costPico: parseUsd('-8') }),
    ];
    const html = await breakdown('', { rows });
    expect([...html.matchAll(/width:([^"]*)"/g)].map(([, width]) => width)).toEqual(['100%', '0%']);
    expect(html.replace(/<[^>]+>/g, ' ')).toMatch(/\$10\.00\s+100 %.*-\$8\.00\s+–/);
  });
});

// It said that nothing was used beside an event log that listed the call.
it('says no more of an empty breakdown than that nothing is counted', async () => {
  expect(await breakdown('')).toContain('Nothing counted in this view');
  expect(await breakdown('split=chat', { chats: { chats: [], whole: null } })).toContain(
    'No chats counted in this view',
  );
});

describe('what stands for the breakdown while the meter is slow', () => {
  // The log below jumped, by as much as the items were more or fewer than six.
  it('is as high as the breakdown, be it of one model, of many or of none', async () => {
    const models = Array.from({ length: 20 }, (_, number) => usageRow({ model: `model-${number}` }));
    const height = heightOf(breakdownBefore(''));
    expect(height).toHaveLength(2);
    for (const rows of [models, models.slice(0, 1), []]) {
      expect(heightOf(await breakdown('', { rows }))).toEqual(height);
    }
  });

  // They were waited for, though they are the ledger’s.
  it('is nothing where chats are listed, which are there', () => {
    expect(breakdownBefore('split=chat', CHATS)).toContain('>Tokens<');
  });
});
