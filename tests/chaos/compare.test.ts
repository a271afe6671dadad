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
    via: 'chat',
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
    via: 'chat',
    userId,
    eventId: 'chatcmpl-1',
    responseId: 'chatcmpl-1',
    basis: 'exact',
    promptTokens: 10,
    outputTokens: 100,
    // 10 tokens at $0.25 per million, and 100 at $2.
    costPico: 202_500_000n,
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
        costPico: row.costPico === null ? null : picoUsd(row.costPico),
        basis: row.basis,
        via: row.via,
        apiKeyId: null,
      }),
    })),
    meter: new Map([[userId, { requests: ledger.length, totalTokens }]]),
    usedPico: new Map([[userId, ledger.reduce((sum, row) => sum + (row.costPico ?? 0n), 0n)]]),
    heldPico: 0n,
    openGenerations: 0,
    ...change,
  };
}

const right = booksOf([entry()]);
/** Billed for its prompt alone, under an id of ours: 10 tokens at $0.25 per million. */
const unsent = entry({
  generationId: 'generation-2',
  eventId: 'generation-2',
  responseId: null,
  basis: 'estimated',
  outputTokens: 0,
  costPico: 2_500_000n,
});
/** Billed for 70 of the 100 tokens, by our count. */
const short = entry({ basis: 'estimated', outputTokens: 70, costPico: 142_500_000n });

/** Books whose only event says what it costs in other words. */
function saying(costUsd: string | undefined): Books {
  return {
    ...right,
    outbox: right.outbox.map((row) => ({
      ...row,
      event: { ...row.event, data: { ...row.event.data, cost_usd: costUsd } },
    })),
  };
}

describe('the comparison after the kills', () => {
  it('finds nothing where everything agrees', () => {
    expect(compare([sent()], right, ['chat-1'])).toMatchObject({ lost: 0, doubled: 0, maxUnbilledTokens: 0 });
  });

  it('tells the tokens that were sent after the last checkpoint', () => {
    expect(compare([sent({ outcome: 'cancelled' })], booksOf([short]), [])).toMatchObject({
      lost: 0,
      doubled: 0,
      maxUnbilledTokens: 30,
      sumUnbilledTokens: 30,
    });
  });

  it('knows a reply by its chat where the app never learnt its id', () => {
    const books = booksOf([entry({ basis: 'estimated', responseId: null, eventId: 'generation-1' })]);
    expect(compare([sent()], books, [])).toMatchObject({ lost: 0, doubled: 0 });
  });

  it('counts a call that was dispatched but never sent apart', () => {
    const books = booksOf([entry(), { ...unsent, chatId: 'chat-2' }]);
    expect(compare([sent()], books, [])).toMatchObject({ lost: 0, doubled: 0, neverArrived: 1 });
  });

  it('knows the title of a chat from its reply', () => {
    const title = { ...unsent, via: 'title' } as const;
    const reply = entry({ responseId: null, eventId: 'generation-1' });
    const journal = [sent(), sent({ responseId: 'chatcmpl-2', via: 'title', outputTokens: 0 })];
    for (const ledger of [
      [reply, title],
      [title, reply],
    ]) {
      expect(compare(journal, booksOf(ledger), [])).toMatchObject({ lost: 0, doubled: 0, neverArrived: 0 });
    }
  });

  it.each([
    ['a request without an entry', [sent(), sent({ responseId: 'chatcmpl-2', chatId: 'chat-2' })], right],
    ['a token that the ledger lacks', [sent({ outputTokens: 101 })], right],
    ['an event that was not delivered', [sent()], booksOf([entry()], { outbox: [] })],
    [
      'a token that the meter lacks',
      [sent()],
      booksOf([entry()], { meter: new Map([[userId, { requests: 1, totalTokens: 109 }]]) }),
    ],
    [
      'a cost that the balance lacks',
      [sent()],
      booksOf([entry()], { usedPico: new Map([[userId, 202_499_999n]]) }),
    ],
    // The books agreed with each other on any price, also on none.
    ['an entry without a cost', [sent()], booksOf([entry({ costPico: null })])],
    ['an entry that costs too little', [sent()], booksOf([entry({ costPico: 202_499_999n })])],
    ['an event without a cost', [sent()], saying(undefined)],
    ['an event that costs too little', [sent()], saying('0.000202499999')],
  ])('finds %s', (_, journal, books) => {
    expect(compare(journal, books, []).lost).toBeGreaterThan(0);
  });

  // A short bill by our count was taken for one of a reply that the kill cut off.
  it.each([
    ['by our count', booksOf([short])],
    ['not at all', booksOf([])],
  ])('finds a reply that was answered in whole and is billed %s', (_, books) => {
    expect(compare([sent()], books, ['chat-1']).differences).toContain(
      'lost: chat-1 was answered in whole, and has no exact entry',
    );
  });

  it.each([
    ['two entries for one request', booksOf([entry(), entry({ generationId: 'generation-2' })])],
    // It was taken for one that was killed before it was sent.
    ['a prompt that is billed twice', booksOf([entry(), unsent])],
    ['an entry that costs too much', booksOf([entry({ costPico: 202_500_001n })])],
    ['an event that costs too much', saying('0.000202500001')],
    ['a token too many', booksOf([entry({ outputTokens: 101 })])],
    [
      'an event that was metered twice',
      booksOf([entry()], { meter: new Map([[userId, { requests: 2, totalTokens: 220 }]]) }),
    ],
    ['an event too many', { ...right, outbox: [...right.outbox, ...right.outbox] }],
  ])('finds %s', (_, books) => {
    expect(compare([sent()], books, []).doubled).toBeGreaterThan(0);
  });

  it('finds a prompt that is billed twice where nothing was sent', () => {
    const books = booksOf([unsent, { ...unsent, generationId: 'generation-3', eventId: 'generation-3' }]);
    expect(compare([], books, [])).toMatchObject({ neverArrived: 1, doubled: 1 });
  });

  it('finds a question that was asked upstream twice, also when both are billed', () => {
    const again = entry({ generationId: 'generation-2', eventId: 'chatcmpl-2', responseId: 'chatcmpl-2' });
    const journal = [sent(), sent({ responseId: 'chatcmpl-2' })];
    expect(compare(journal, booksOf([entry(), again]), [])).toMatchObject({ lost: 0, doubled: 1 });
  });
});
