import { eq } from 'drizzle-orm';
import { expect, it } from 'vitest';
import { chats } from '@/lib/db/schema';
import { describeOnDatabases } from '@/tests/support/databases';
import { listEvents } from '../events/list';
import type { Span } from '../span';
import { newChats, newPerson, seedUsage } from '../testing/seed';
import { NO_FILTER } from '../view';
import { csvResponse } from './csv';
import { eventsCsv } from './events-csv';

const NOVEMBER: Span = { from: new Date('2026-11-01T00:00:00Z'), to: new Date('2026-11-03T00:00:00Z') };

describeOnDatabases('the events of a deleted chat', (db) => {
  // They lost it, and could no longer be told from those of no chat.
  it('keep its id in the file, and lead nowhere in the log', async () => {
    const userId = await newPerson(db());
    const chatIds = await newChats(db(), userId, ['Gone']);
    const entries = await seedUsage(db(), { ...NOVEMBER, userId, count: 20, chatIds });
    await db().update(chats).set({ deletedAt: new Date() }).where(eq(chats.userId, userId));
    const query = { ...NOVEMBER, ...NO_FILTER, userId };

    const file = await csvResponse(eventsCsv(db(), query), 'events.csv').text();
    const [head = '', ...lines] = file.trimEnd().split('\r\n');
    const column = head.split(',').indexOf('chat_id');
    const exported = lines.map((line) => line.split(',')[column]);
    const booked = entries.map(({ chatId }) => chatId ?? '');
    expect(exported.toSorted()).toEqual(booked.toSorted());
    expect(exported).toContain(chatIds[0]);

    const { events } = await listEvents(db(), { ...query, after: null, limit: 100 });
    expect(events.every(({ chat }) => chat === null)).toBe(true);
  });
});
