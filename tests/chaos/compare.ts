import { parseUsd } from '@/lib/money';
import type { UsageEvent } from '@/lib/openmeter/event';
import type { Basis, Via } from '@/lib/vocabulary';
import { demoCostPico } from '../support/demo-price';
import type { SentRecord } from './upstream';

export interface LedgerRow {
  generationId: string;
  chatId: string | null;
  via: Via;
  userId: string;
  eventId: string;
  responseId: string | null;
  basis: Basis;
  promptTokens: number;
  outputTokens: number;
  /** null: it has none, though every model here has a price. */
  costPico: bigint | null;
}

export interface Books {
  ledger: LedgerRow[];
  outbox: { generationId: string; state: string; event: UsageEvent }[];
  /** By user id. */
  meter: Map<string, MeterRow>;
  /** By user id. */
  usedPico: Map<string, bigint>;
  heldPico: bigint;
  openGenerations: number;
}

export interface MeterRow {
  requests: number;
  totalTokens: number;
}

export interface Findings {
  /** Requests that upstream served. */
  served: number;
  exact: number;
  estimated: number;
  /** Served requests, events or metered usage without what should follow from them. */
  lost: number;
  /** Anything billed, sent or metered twice, or more than was sent. */
  doubled: number;
  /** Billed for their prompt: the process died between recording the dispatch and sending. */
  neverArrived: number;
  maxUnbilledTokens: number;
  sumUnbilledTokens: number;
  heldPico: bigint;
  openGenerations: number;
  /** Each difference in a sentence. */
  differences: string[];
}

/**
 * Holds upstream's journal, the ledger, the outbox and the meter against each other.
 *
 * @param answeredChatIds the chats whose person was told that the reply is complete
 */
export function compare(journal: SentRecord[], books: Books, answeredChatIds: readonly string[]): Findings {
  const served = journal.filter((record) => record.outcome !== 'refused');
  const findings: Findings = {
    served: served.length,
    exact: books.ledger.filter((entry) => entry.basis === 'exact').length,
    estimated: books.ledger.filter((entry) => entry.basis === 'estimated').length,
    lost: 0,
    doubled: 0,
    neverArrived: 0,
    maxUnbilledTokens: 0,
    sumUnbilledTokens: 0,
    heldPico: books.heldPico,
    openGenerations: books.openGenerations,
    differences: [],
  };
  compareJournal(findings, served, books.ledger);
  compareAnswered(findings, books.ledger, answeredChatIds);
  compareOutbox(findings, books);
  compareAccounts(findings, books);
  return findings;
}

function lost(findings: Findings, difference: string): void {
  findings.lost++;
  findings.differences.push(`lost: ${difference}`);
}

function doubled(findings: Findings, difference: string): void {
  findings.doubled++;
  findings.differences.push(`doubled: ${difference}`);
}

/**
 * What was sent against what was billed, by the response's id, and by the call where the app never learnt it. Each call
 * has one entry: a question is asked once in a chat of its own, no tool is called, and no call fails while its app lives,
 * so that none is made again.
 */
function compareJournal(findings: Findings, served: SentRecord[], ledger: LedgerRow[]): void {
  const byResponse = new Map(ledger.map((entry) => [entry.responseId, entry]));
  const unnamed = new Map(
    ledger.filter(({ responseId }) => responseId === null).map((entry) => [callOf(entry), entry]),
  );
  const billed = new Set<LedgerRow>();
  for (const record of served) {
    const entry = byResponse.get(record.responseId) ?? unnamed.get(callOf(record));
    if (!entry) lost(findings, `${record.responseId} sent ${record.outputTokens} tokens and is not billed`);
    else if (billed.has(entry)) doubled(findings, `${record.responseId} was sent twice`);
    else compareTokens(findings, record, entry);
    if (entry) billed.add(entry);
  }
  const calls = new Set<string>();
  for (const entry of [...billed, ...ledger.filter((each) => !billed.has(each))]) {
    const call = callOf(entry);
    if (calls.has(call)) doubled(findings, `entry ${entry.generationId} is one more for the ${call}`);
    else if (!billed.has(entry)) compareUnsent(findings, entry);
    calls.add(call);
  }
}

/** What only one generation is for. */
function callOf({ via, chatId }: Pick<LedgerRow, 'via' | 'chatId'>): string {
  return `${via} of ${chatId}`;
}

function compareUnsent(findings: Findings, entry: LedgerRow): void {
  if (entry.outputTokens === 0 && entry.basis === 'estimated') findings.neverArrived++;
  else doubled(findings, `entry ${entry.generationId} was never sent`);
}

/** That a reply is complete is said only once it is billed, so that no kill can take any of it from the bill. */
function compareAnswered(findings: Findings, ledger: LedgerRow[], chatIds: readonly string[]): void {
  const exact = new Set(ledger.filter(({ basis }) => basis === 'exact').map(callOf));
  for (const chatId of chatIds) {
    if (!exact.has(callOf({ via: 'chat', chatId })))
      lost(findings, `${chatId} was answered in whole, and has no exact entry`);
  }
}

function compareTokens(findings: Findings, record: SentRecord, entry: LedgerRow): void {
  const unbilled = record.outputTokens - entry.outputTokens;
  if (unbilled > 0) {
    findings.maxUnbilledTokens = Math.max(findings.maxUnbilledTokens, unbilled);
    findings.sumUnbilledTokens += unbilled;
  }
  if (unbilled < 0) doubled(findings, `${record.responseId} is billed for ${-unbilled} tokens too many`);
  if (entry.promptTokens < record.promptTokens) lost(findings, `prompt tokens of ${record.responseId}`);
  if (entry.promptTokens > record.promptTokens) doubled(findings, `prompt tokens of ${record.responseId}`);
  if (entry.basis === 'exact' && unbilled > 0) lost(findings, `${unbilled} tokens of ${record.responseId}`);
}

/** One event for each entry, which says what the entry says and was delivered; both cost what their tokens do. */
function compareOutbox(findings: Findings, { ledger, outbox }: Books): void {
  const events = new Map(outbox.map((row) => [row.generationId, row]));
  for (const entry of ledger) {
    const row = events.get(entry.generationId);
    const data = row?.event.data;
    if (row?.state !== 'delivered') lost(findings, `the event of entry ${entry.generationId}`);
    else if (data?.total_tokens !== entry.promptTokens + entry.outputTokens || row.event.id !== entry.eventId)
      lost(findings, `the event of entry ${entry.generationId} says something else`);
    const costPico = demoCostPico(entry);
    const chargedPico = data?.cost_usd === undefined ? 0n : parseUsd(data.cost_usd);
    hold(findings, `the cost of entry ${entry.generationId}`, entry.costPico ?? 0n, costPico);
    hold(findings, `the cost in the event of entry ${entry.generationId}`, chargedPico, costPico);
  }
  const repeated = outbox.length - new Set(outbox.map(({ event }) => event.id)).size;
  if (repeated > 0) doubled(findings, `${repeated} events have the id of another`);
  if (outbox.length > ledger.length) doubled(findings, `${outbox.length - ledger.length} events too many`);
}

/** The account's balance and the meter's totals of each person against the sum of their entries. */
function compareAccounts(findings: Findings, { ledger, meter, usedPico }: Books): void {
  const sums = new Map<string, MeterRow & { costPico: bigint }>();
  for (const entry of ledger) {
    const sum = sums.get(entry.userId) ?? { requests: 0, totalTokens: 0, costPico: 0n };
    sums.set(entry.userId, {
      requests: sum.requests + 1,
      totalTokens: sum.totalTokens + entry.promptTokens + entry.outputTokens,
      costPico: sum.costPico + (entry.costPico ?? 0n),
    });
  }
  for (const userId of new Set([...sums.keys(), ...meter.keys(), ...usedPico.keys()])) {
    const sum = sums.get(userId);
    const metered = meter.get(userId);
    hold(findings, `requests on the meter of ${userId}`, metered?.requests ?? 0, sum?.requests ?? 0);
    hold(findings, `tokens on the meter of ${userId}`, metered?.totalTokens ?? 0, sum?.totalTokens ?? 0);
    hold(findings, `the balance of ${userId}`, usedPico.get(userId) ?? 0n, sum?.costPico ?? 0n);
  }
}

/** Nothing costs nothing here, so what is missing is less than is expected. */
function hold<T extends number | bigint>(findings: Findings, what: string, found: T, expected: T): void {
  if (found < expected) lost(findings, `${what}: ${found} of ${expected}`);
  if (found > expected) doubled(findings, `${what}: ${found} instead of ${expected}`);
}
