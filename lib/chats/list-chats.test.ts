import { sql } from 'drizzle-orm';
import { expect, it } from 'vitest';
import { describeOnDatabases } from '@/tests/support/databases';
import { newUser } from '@/tests/support/metering';
import { chats } from '../db/schema';
import { type ChatId, newId } from '../ids';
import { listChats, listOlderChats } from './list-chats';

// Chats after the first two hundred could not be reached.
describeOnDatabases('the list of a person’s chats', (db) => {
  it('is read on page by page, each chat once, also where several were used at one moment', async () => {
    const userId = await newUser(db());
    const chat = (title: string, microseconds: number, pinnedAt: Date | null = null) => ({
      id: newId<ChatId>(),
      userId,
      title,
      model: 'tokentally-demo',
      pinnedAt,
      updatedAt: sql`'2026-01-01T12:00:00.123Z'::timestamptz + make_interval(secs => ${microseconds / 1e6}::float8)`,
    });
    // Within one millisecond, which is all that the browser knows.
    const old = [0, 0, 0, 1, 2].map((microseconds, index) => chat(`Old ${index}`, microseconds));
    const newest = [chat('Newest', 5_000), chat('Newer', 4_000)];
    const pinned = chat('Pinned', -9_000, new Date());
    await db()
      .insert(chats)
      .values([...old, ...newest, pinned]);

    const first = await listChats(db(), { userId, limit: 3 });
    expect(first.chats.slice(0, 3).map(({ title }) => title)).toEqual(['Pinned', 'Newest', 'Newer']);
    const pages = [first];
    for (let at = first.olderThan; at; at = pages.at(-1)?.olderThan ?? null) {
      pages.push(await listOlderChats(db(), { userId, olderThan: at, limit: 2 }));
    }
    expect(pages.map(({ chats }) => chats.length)).toEqual([4, 2, 2]);
    const titles = pages.flatMap(({ chats }) => chats.map(({ title }) => title));
    expect(titles.slice(3).toSorted()).toEqual(old.map(({ title }) => title));
  });

  it('ends where there are no more, and is of nobody else', async () => {
    const userId = await newUser(db());
    const rows = ['One', 'Two'].map((title) => ({
      id: newId<ChatId>(),
      userId,
      title,
      model: 'tokentally-demo',
    }));
    await db().insert(chats).values(rows);
    expect((await listChats(db(), { userId, limit: 2 })).olderThan).toBeNull();
    const stranger = await newUser(db());
    const olderThan = { updatedAt: new Date(Date.now() + 60_000), id: newId<ChatId>() };
    expect((await listOlderChats(db(), { userId: stranger, olderThan })).chats).toEqual([]);
    expect((await listOlderChats(db(), { userId, olderThan })).chats).toHaveLength(2);
  });
});
