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
    const old = Array.from({ length: 204 }, (_, index) => chat(`Old ${index}`, Math.max(0, index - 201)));
    const newest = Array.from({ length: 198 }, (_, index) => chat(`New ${index}`, 200_000 - 1_000 * index));
    const pinned = chat('Pinned', -9_000, new Date());
    await db()
      .insert(chats)
      .values([...old, ...newest, pinned]);

    const first = await listChats(db(), { userId });
    const newestTitles = newest.map(({ title }) => title);
    expect(first.chats.slice(0, 199).map(({ title }) => title)).toEqual(['Pinned', ...newestTitles]);
    const pages = [first];
    for (let at = first.olderThan; at; at = pages.at(-1)?.olderThan ?? null) {
      pages.push(await listOlderChats(db(), { userId, olderThan: at }));
    }
    expect(pages.map(({ chats }) => chats.length)).toEqual([201, 200, 2]);
    const titles = pages.flatMap(({ chats }) => chats.map(({ title }) => title));
    expect(titles.slice(199).toSorted()).toEqual(old.map(({ title }) => title).toSorted());
  });

  it('ends where there are no more, and is of nobody else', async () => {
    const userId = await newUser(db());
    const rows = Array.from({ length: 200 }, (_, index) => ({
      id: newId<ChatId>(),
      userId,
      title: `Chat ${index}`,
      model: 'tokentally-demo',
    }));
    await db().insert(chats).values(rows);
    expect((await listChats(db(), { userId })).olderThan).toBeNull();
    const stranger = await newUser(db());
    const olderThan = { updatedAt: new Date(Date.now() + 60_000), id: newId<ChatId>() };
    expect((await listOlderChats(db(), { userId: stranger, olderThan })).chats).toEqual([]);
    expect((await listOlderChats(db(), { userId, olderThan })).chats).toHaveLength(200);
  });
});
