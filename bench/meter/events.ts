import { picoUsd, usdDecimal } from '@/lib/money';
import { createRandom } from '@/tests/support/random';

/** The events of a benchmark: the same ones at every run. */

/** Ends within a quarter of an hour, so that rollups alone can't answer. */
export const NOW = Date.UTC(2026, 5, 15, 13, 37, 11) / 1_000;
/** Midnight in Berlin, 30 days ago. */
export const MONTH_AGO = Date.UTC(2026, 4, 15, 22) / 1_000;
/** The subjects that are asked for have 1,000 events each, all within the 30 days. */
export const MEASURED_SUBJECTS = 20;
const MEASURED_EVENTS = 1_000;
/** A tenth of all events are this one's, all within the 30 days. */
export const HEAVIEST_SUBJECT = MEASURED_SUBJECTS;

const QUARTER_SECONDS = 900;
const YEAR_AGO = NOW - 365 * 86_400;

export interface BenchEvent {
  subject: string;
  epochSeconds: number;
  model: string;
  costPico: bigint;
  /** The CloudEvent. */
  body: { id: string; source: string; type: string; data: object };
}

/** So many events in the order of time. */
export function* benchEvents(size: number): Generator<BenchEvent, undefined> {
  const { next } = createRandom(size);
  const random: Random = (limit) => Math.floor(next() * limit);
  const others = Math.max(1, Math.floor(size / 1_000));
  const heaviest = size / 10;
  const measured = MEASURED_SUBJECTS * MEASURED_EVENTS;
  let made = 0;
  let measuredMade = 0;
  for (let at = YEAR_AGO; at < NOW; at += QUARTER_SECONDS) {
    const subjects = [
      ...times(dueIn(size - heaviest - measured, YEAR_AGO, at), () => MEASURED_SUBJECTS + 1 + random(others)),
      ...times(dueIn(heaviest, MONTH_AGO, at), () => HEAVIEST_SUBJECT),
      ...times(dueIn(measured, MONTH_AGO, at), () => measuredMade++ % MEASURED_SUBJECTS),
    ];
    for (const subject of subjects) {
      yield benchEvent(made++, subject, Math.min(at + random(QUARTER_SECONDS), NOW - 1), random);
    }
  }
}

/** How many of events that are spread evenly from `since` until now fall into the quarter of an hour at `at`. */
function dueIn(count: number, since: number, at: number): number {
  const dueBy = (moment: number) =>
    Math.floor((count * Math.min(Math.max(moment - since, 0), NOW - since)) / (NOW - since));
  return dueBy(at + QUARTER_SECONDS) - dueBy(at);
}

function benchEvent(index: number, subjectIndex: number, at: number, random: Random): BenchEvent {
  const modelIndex = random(5);
  const promptTokens = random(4_000);
  const completionTokens = random(1_000);
  const subject = subjectName(subjectIndex);
  const model = `model-${modelIndex}-2026-01-01`;
  // Up to ten cents.
  const costPico = BigInt(random(1e9)) * 100n;
  const body = {
    specversion: '1.0',
    id: `chatcmpl-${index.toString(36).padStart(24, '0')}`,
    source: 'tokentally',
    type: 'openai',
    subject,
    time: iso(at),
    data: {
      model,
      provider: modelIndex === 4 ? 'openrouter' : 'openai',
      prompt_tokens: promptTokens,
      completion_tokens: completionTokens,
      total_tokens: promptTokens + completionTokens,
      cached_tokens: random(promptTokens + 1),
      reasoning_tokens: random(completionTokens + 1),
      cost_usd: usdDecimal(picoUsd(costPico)),
      estimated: random(50) === 0,
      via: ['chat', 'chat', 'chat', 'title', 'api'][random(5)],
    },
  };
  return { subject, epochSeconds: at, model, costPico, body };
}

export function subjectName(index: number): string {
  return `0199c0de-0000-7000-8000-${String(index).padStart(12, '0')}`;
}

export function iso(epochSeconds: number): string {
  return new Date(epochSeconds * 1_000).toISOString();
}

/** A whole number below a limit. */
type Random = (limit: number) => number;

/** The first so many of an iterator, which goes on from there. */
export function* take<T>(items: Iterator<T>, count: number): Generator<T, undefined> {
  for (let taken = 0; taken < count; taken++) {
    const { value, done } = items.next();
    if (done) return;
    yield value;
  }
}

function times<T>(count: number, make: () => T): T[] {
  return Array.from({ length: count }, make);
}
