import { picoUsd } from '@/lib/money';
import type { Account } from '../account';
import type { LedgerParts } from '../read-page';
import type { UsageRow } from '../report/usage';
import { NO_KEY } from '../view';

/** A reply of 2 November 2026 that cost nothing, but for what is given. */
export function usageRow(overrides: Partial<UsageRow> = {}): UsageRow {
  return {
    windowStart: new Date('2026-11-02T00:00Z'),
    model: 'm',
    via: 'chat',
    key: NO_KEY,
    requests: 1,
    promptTokens: 100,
    cachedTokens: 0,
    completionTokens: 20,
    reasoningTokens: null,
    costPico: picoUsd(0n),
    ...overrides,
  };
}

/** The account of somebody who has used something that cost nothing, but for what is given. */
export function accountWith(overrides: Partial<Account> = {}): Account {
  return {
    usedPico: picoUsd(0n),
    heldPico: picoUsd(0n),
    lastPeriodPico: picoUsd(0n),
    hasUsage: true,
    pendingEvents: 0,
    parkedEvents: 0,
    incompleteSince: null,
    ...overrides,
  };
}

/** What the ledger has for a page of somebody who has used nothing in the view, but for what is given. */
export function ledgerWith(overrides: Partial<LedgerParts> = {}): LedgerParts {
  const nothing = { requests: 0, tokens: 0, costPico: picoUsd(0n) };
  return {
    account: accountWith(),
    budget: null,
    figures: { requests: 0, reasoningTokens: 0, unpricedRequests: 0, current: nothing, previous: nothing },
    chats: null,
    events: { events: [], next: null },
    keyNames: new Map(),
    ownsFilter: true,
    chatTitle: null,
    ...overrides,
  };
}
