import type { UsageEvent } from '@/lib/openmeter/event';
import type { SentRecord } from './upstream';

export interface LedgerRow {
  generationId: string;
  chatId: string | null;
  userId: string;
  eventId: string;
  responseId: string | null;
  basis: 'exact' | 'estimated';
  promptTokens: number;
  outputTokens: number;
  costPico: bigint;
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

/** Holds upstream's journal, the ledger, the outbox and the meter against each other. */
export function compare(journal: SentRecord[], books: Books): Findings {
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

/** What was sent against what was billed, by the response's id, and by the chat where the app never learnt it. */
function compareJournal(findings: Findings, served: SentRecord[], ledger: LedgerRow[]): void {
  const byResponse = new Map(ledger.map((entry) => [entry.responseId, entry]));
  const unnamed = new Map<string | null, LedgerRow[]>();
  for (const entry of ledger) {
    if (entry.responseId === null) unnamed.set(entry.chatId, [...(unnamed.get(entry.chatId) ?? []), entry]);
  }
  const billed = new Set<LedgerRow>();
  for (const record of served) {
    const entry = byResponse.get(record.responseId) ?? unnamed.get(record.chatId)?.pop();
    if (!entry) lost(findings, `${record.responseId} sent ${record.outputTokens} tokens and is not billed`);
    else if (billed.has(entry)) doubled(findings, `${record.responseId} was sent twice`);
    else compareTokens(findings, record, entry);
    if (entry) billed.add(entry);
  }
  for (const entry of ledger.filter((each) => !billed.has(each))) {
    if (entry.outputTokens === 0 && entry.basis === 'estimated') findings.neverArrived++;
    else doubled(findings, `entry ${entry.generationId} was never sent`);
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

/** One event for each entry, which says what the entry says and was delivered. */
function compareOutbox(findings: Findings, { ledger, outbox }: Books): void {
  const events = new Map(outbox.map((row) => [row.generationId, row]));
  for (const entry of ledger) {
    const row = events.get(entry.generationId);
    const data = row?.event.data;
    if (row?.state !== 'delivered') lost(findings, `the event of entry ${entry.generationId}`);
    else if (data?.total_tokens !== entry.promptTokens + entry.outputTokens || row.event.id !== entry.eventId)
      lost(findings, `the event of entry ${entry.generationId} says something else`);
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
      costPico: sum.costPico + entry.costPico,
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

function hold<T extends number | bigint>(findings: Findings, what: string, found: T, expected: T): void {
  if (found < expected) lost(findings, `${what}: ${found} of ${expected}`);
  if (found > expected) doubled(findings, `${what}: ${found} instead of ${expected}`);
}
