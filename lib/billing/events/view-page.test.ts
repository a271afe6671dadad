import { expect, it } from 'vitest';
import { describeOnDatabases } from '@/tests/support/databases';
import { newPerson, seedUsage } from '../testing/seed';
import { parseHref } from '../view';
import { serializeCursor } from './cursor';
import { listViewEvents } from './view-page';

const LAST_OF_MONTH = new Date('2026-11-30T23:59:59.500Z');
const NEXT_MONTH = new Date('2026-12-01T00:00:00.500Z');

describeOnDatabases('the events of a view, page by page', (db) => {
  // The second page was of the new month or day: empty, or without the oldest.
  it.each([
    ['period', '2026-11-01T00:00:00Z'],
    ['7d', '2026-11-24T00:00:00Z'],
    ['24h', '2026-11-30T00:00:00Z'],
  ])(
    'are all there when the month ends between two pages of range=%s, which begins at %s',
    async (range, begin) => {
      const userId = await newPerson(db());
      const from = new Date(begin);
      const to = new Date(from.getTime() + 3_600_000);
      const entries = await seedUsage(db(), { from, to, userId, count: 9 });
      const read = (after: string, now: Date) =>
        listViewEvents(db(), {
          userId,
          view: parseHref(`?range=${range}${after}`),
          timeZone: 'UTC',
          limit: 5,
          now,
        });

      const first = await read('', LAST_OF_MONTH);
      expect(first.next).not.toBeNull();
      const after = first.next && serializeCursor(first.next);
      const second = await read(`&after=${after}`, NEXT_MONTH);
      expect(second.next).toBeNull();
      const ids = [...first.events, ...second.events].map(({ generationId }) => generationId);
      expect(ids.toSorted()).toEqual(entries.map(({ generationId }) => generationId).toSorted());
    },
  );

  it('go on from a cursor that doesn’t say when it was made, or says a time to come', async () => {
    const userId = await newPerson(db());
    const november = { from: new Date('2026-11-01T00:00:00Z'), to: LAST_OF_MONTH };
    await seedUsage(db(), { ...november, userId, count: 9 });
    const query = { userId, timeZone: 'UTC', limit: 5, now: LAST_OF_MONTH };
    const first = await listViewEvents(db(), { ...query, view: parseHref('') });
    const [timeMs, id] = first.next ? serializeCursor(first.next).split('_') : [];
    for (const after of [`${timeMs}_${id}`, `${timeMs}_${id}_${NEXT_MONTH.getTime()}`]) {
      const { events } = await listViewEvents(db(), { ...query, view: parseHref(`?after=${after}`) });
      expect(events, after).toHaveLength(4);
    }
  });
});
