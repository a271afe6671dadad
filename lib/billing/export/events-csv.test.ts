import { eq } from 'drizzle-orm';
import { expect, it } from 'vitest';
import { chats } from '@/lib/db/schema';
import { picoUsd, usdDecimal } from '@/lib/money';
import { describeOnDatabases } from '@/tests/support/databases';
import { listEvents } from '../events/list';
import type { Span } from '../span';
import { newChats, newKeys, newPerson, type SeededEntry, seedUsage } from '../testing/seed';
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

    const file = await (await csvResponse(eventsCsv(db(), query), 'events.csv')).text();
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

describeOnDatabases('a file of events', (db) => {
  it('has a line for each, the newest first, with an empty cell for what there is none of', async () => {
    const userId = await newPerson(db());
    const chatIds = await newChats(db(), userId, ['One']);
    const keyIds = await newKeys(db(), userId, ['Laptop']);
    const entries = await seedUsage(db(), { ...NOVEMBER, userId, count: 30, chatIds, keyIds });
    expect(entries.some(({ costPico }) => costPico === null)).toBe(true);
    const newestFirst = entries.toSorted((a, b) => b.occurredAt.getTime() - a.occurredAt.getTime());

    const lines = eventsCsv(db(), { ...NOVEMBER, ...NO_FILTER, userId });
    const file = await (await csvResponse(lines, 'events.csv')).text();
    expect(file).toBe(
      'time,id,provider,model,via,chat_id,api_key_id,prompt_tokens,cached_tokens,completion_tokens,reasoning_tokens,' +
        'cost_usd,status,basis,duration_ms,time_to_first_token_ms\r\n' +
        newestFirst.map((entry) => `${cellsOf(entry).join(',')}\r\n`).join(''),
    );
  });
});

function cellsOf(entry: SeededEntry): (string | number | null)[] {
  const { uncachedTokens, cacheReadTokens, cacheWriteTokens, costPico } = entry;
  return [
    entry.occurredAt.toISOString(),
    entry.generationId,
    entry.provider,
    entry.model,
    entry.via,
    entry.chatId,
    entry.apiKeyId,
    uncachedTokens + cacheReadTokens + cacheWriteTokens,
    cacheReadTokens,
    entry.outputTokens,
    entry.reasoningTokens,
    costPico === null ? null : usdDecimal(picoUsd(costPico)),
    entry.outcome,
    entry.basis,
    entry.durationMs,
    entry.timeToFirstTokenMs,
  ];
}
