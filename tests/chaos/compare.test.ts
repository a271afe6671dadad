import { describe, expect, it } from 'vitest';
import { asId, type UserId } from '@/lib/ids';
import { picoUsd } from '@/lib/money';
import { usageEvent } from '@/lib/openmeter/event';
import { type Books, compare, type LedgerRow } from './compare';
import type { SentRecord } from './upstream';

const userId = asId<UserId>('user-1');

function sent(change: Partial<SentRecord> = {}): SentRecord {
  return {
    requestId: 'req-1',
    responseId: 'chatcmpl-1',
    chatId: 'chat-1',
    api: 'chat.completions',
    model: 'tokentally-demo',
    promptTokens: 10,
    outputTokens: 100,
    outcome: 'stop',
    fault: null,
    receivedAtMs: 0,
    firstTokenAtMs: 1,
    ...change,
  };
}

function entry(change: Partial<LedgerRow> = {}): LedgerRow {
  return {
    generationId: 'generation-1',
    chatId: 'chat-1',
    userId,
    eventId: 'chatcmpl-1',
    responseId: 'chatcmpl-1',
    basis: 'exact',
    promptTokens: 10,
    outputTokens: 100,
    costPico: 1_000n,
    ...change,
  };
}

/** Books in which everything follows from the ledger, as it should. */
function booksOf(ledger: LedgerRow[], change: Partial<Books> = {}): Books {
  const totalTokens = ledger.reduce((sum, row) => sum + row.promptTokens + row.outputTokens, 0);
  return {
    ledger,
    outbox: ledger.map((row) => ({
      generationId: row.generationId,
      state: 'delivered',
      event: usageEvent({
        id: row.eventId,
        responseId: row.responseId,
        userId,
        occurredAt: new Date(0),
        model: 'tokentally-demo',
        provider: 'demo',
        usage: {
          uncached: row.promptTokens,
          cacheRead: 0,
          cacheWrite: 0,
          output: row.outputTokens,
          reasoning: 0,
        },
        costPico: picoUsd(row.costPico),
        basis: row.basis,
        via: 'chat',
        apiKeyId: null,
      }),
    })),
    meter: new Map([[userId, { requests: ledger.length, totalTokens }]]),
    usedPico: new Map([[userId, ledger.reduce((sum, row) => sum + row.costPico, 0n)]]),
    heldPico: 0n,
    openGenerations: 0,
    ...change,
  };
}

const right = booksOf([entry()]);

describe('the comparison after the kills', () => {
  it('finds nothing where everything agrees', () => {
    expect(compare([sent()], right)).toMatchObject({ lost: 0, doubled: 0, maxUnbilledTokens: 0 });
  });

  it('tells the tokens that were sent after the last checkpoint', () => {
    const books = booksOf([entry({ basis: 'estimated', outputTokens: 70 })]);
    expect(compare([sent({ outcome: 'cancelled' })], books)).toMatchObject({
      lost: 0,
      doubled: 0,
      maxUnbilledTokens: 30,
      sumUnbilledTokens: 30,
    });
  });

  it('knows a reply by its chat where the app never learnt its id', () => {
    const books = booksOf([entry({ basis: 'estimated', responseId: null, eventId: 'generation-1' })]);
    expect(compare([sent()], books)).toMatchObject({ lost: 0, doubled: 0 });
  });

  it('counts a call that was dispatched but never sent apart', () => {
    const unsent = entry({ generationId: 'generation-2', eventId: 'generation-2', responseId: null });
    const books = booksOf([entry(), { ...unsent, basis: 'estimated', outputTokens: 0 }]);
    expect(compare([sent()], books)).toMatchObject({ lost: 0, doubled: 0, neverArrived: 1 });
  });

  it.each([
    ['a request without an entry', [sent(), sent({ responseId: 'chatcmpl-2' })], right],
    ['a token that the ledger lacks', [sent({ outputTokens: 101 })], right],
    ['an event that was not delivered', [sent()], booksOf([entry()], { outbox: [] })],
    [
      'a token that the meter lacks',
      [sent()],
      booksOf([entry()], { meter: new Map([[userId, { requests: 1, totalTokens: 109 }]]) }),
    ],
    ['a cost that the balance lacks', [sent()], booksOf([entry()], { usedPico: new Map([[userId, 999n]]) })],
  ])('finds %s', (_, journal, books) => {
    expect(compare(journal, books).lost).toBeGreaterThan(0);
  });

  it.each([
    ['two entries for one request', booksOf([entry(), entry({ generationId: 'generation-2' })])],
    ['a token too many', booksOf([entry({ outputTokens: 101 })])],
    [
      'an event that was metered twice',
      booksOf([entry()], { meter: new Map([[userId, { requests: 2, totalTokens: 220 }]]) }),
    ],
    ['an event too many', { ...right, outbox: [...right.outbox, ...right.outbox] }],
  ])('finds %s', (_, books) => {
    expect(compare([sent()], books).doubled).toBeGreaterThan(0);
  });
});
