import type { Api, JournalEntry, Outcome } from '@/lib/embedded/openai';
import type { FaultKind } from './faults';

/** What one request to the fake upstream came to. */
export type JournalRecord = {
  requestId: string;
  /** As the caller saw it; `null` if it saw none. */
  responseId: string | null;
  api: Api | null;
  model: string | null;
  promptTokens: number;
  /** The tokens that were sent, up to the last delta that left. */
  outputTokens: number;
  outcome: Outcome | 'open' | 'refused';
  fault: FaultKind | null;
  /** When the request had come in. Times are ms since 1970, with fractions. */
  receivedAtMs: number;
  /** When the first token left; `null` if none did. */
  firstTokenAtMs: number | null;
};

/** A record but for its times, which the journal itself notes. */
type UntimedRecord = Omit<JournalRecord, 'receivedAtMs' | 'firstTokenAtMs'>;

export type UpstreamJournal = {
  /** The requests so far, oldest first. */
  records(): readonly JournalRecord[];
  /** What all of them came to; `responses` leaves out those that were refused. */
  totals(): { responses: number; promptTokens: number; outputTokens: number };
  /** Resolves when no response is under way any more. */
  idle(): Promise<void>;
  clear(): void;
};

/** The journal as the server writes it. */
export type JournalWriter = UpstreamJournal & {
  /** An exchange begins; until it is finished the journal is not idle. */
  begin(requestId: string): void;
  /** Takes what the demo upstream tells. */
  note(entry: JournalEntry): void;
  find(requestId: string): JournalRecord | undefined;
  /** Writes down a request that the demo never saw. */
  add(record: UntimedRecord): void;
  /** Corrects a record with what only the server knows. */
  amend(requestId: string, change: Partial<UntimedRecord>): void;
  /** The exchange is over: the record is final. */
  finish(requestId: string): void;
};

export function createJournal(): JournalWriter {
  const records = new Map<string, JournalRecord>();
  /** With when they came in. */
  const underWay = new Map<string, number>();
  let waiting: (() => void)[] = [];

  const add = (record: UntimedRecord) => {
    const receivedAtMs = underWay.get(record.requestId) ?? nowMs();
    records.set(record.requestId, { ...record, receivedAtMs, firstTokenAtMs: null });
  };
  const amend = (requestId: string, change: Partial<UntimedRecord>) => {
    const record = records.get(requestId);
    if (record && change.outputTokens) record.firstTokenAtMs ??= nowMs();
    if (record) Object.assign(record, change);
  };

  return {
    records: () => [...records.values()],
    totals() {
      const answered = [...records.values()].filter((record) => record.outcome !== 'refused');
      return {
        responses: answered.length,
        promptTokens: answered.reduce((sum, record) => sum + record.promptTokens, 0),
        outputTokens: answered.reduce((sum, record) => sum + record.outputTokens, 0),
      };
    },
    idle: () => (underWay.size === 0 ? Promise.resolve() : new Promise((resolve) => waiting.push(resolve))),
    clear: () => records.clear(),
    begin: (requestId) => underWay.set(requestId, nowMs()),
    note(entry) {
      if (entry.type === 'start') {
        const { type: _, ...start } = entry;
        add({ ...start, outputTokens: 0, outcome: 'open', fault: null });
      } else if (entry.type === 'output') {
        amend(entry.requestId, { outputTokens: entry.outputTokens });
      } else {
        amend(entry.requestId, { outputTokens: entry.outputTokens, outcome: entry.outcome });
      }
    },
    find: (requestId) => records.get(requestId),
    add,
    amend,
    finish(requestId) {
      underWay.delete(requestId);
      if (underWay.size > 0) return;
      for (const resolve of waiting) resolve();
      waiting = [];
    },
  };
}

function nowMs(): number {
  return performance.timeOrigin + performance.now();
}
