import type { Books } from './books';
import { HEAVIEST_SUBJECT, iso, MEASURED_SUBJECTS, MONTH_AGO, NOW, subjectName } from './events';
import type { Fetch } from './ingest';

export interface Question {
  name: 'one subject' | 'heaviest' | 'all';
  runs: number;
  subject: (run: number) => string | undefined;
}

/** Each asks for the cost by day and model, of 30 days. */
export const QUESTIONS: readonly Question[] = [
  { name: 'one subject', runs: 500, subject: (run) => subjectName(run % MEASURED_SUBJECTS) },
  { name: 'heaviest', runs: 200, subject: () => subjectName(HEAVIEST_SUBJECT) },
  { name: 'all', runs: 200, subject: () => undefined },
];

const WARM_UP_RUNS = 20;

/** How long each answer took, in milliseconds, one after the other. */
export async function timeQueries(fetch: Fetch, { runs, subject }: Question): Promise<number[]> {
  const durationsMs: number[] = [];
  for (let run = 0; run < WARM_UP_RUNS + runs; run++) {
    const startedAt = performance.now();
    await ask(fetch, subject(run));
    if (run >= WARM_UP_RUNS) durationsMs.push(performance.now() - startedAt);
  }
  return durationsMs;
}

/** What is wrong with the meter's answers, in sentences; nothing when they are right to the last digit. */
export async function findMistakes(fetch: Fetch, books: Books): Promise<string[]> {
  const mistakes: string[] = [];
  const response = await fetch(new Request('http://meter/api/v1/meters/requests/query'));
  const [{ value: counted }] = (await response.json()).data;
  if (counted !== books.events) mistakes.push(`The meter counted ${counted} events of ${books.events}.`);
  for (const { name, subject } of QUESTIONS) {
    for (let run = 0; run < MEASURED_SUBJECTS; run++) {
      const rows = await ask(fetch, subject(run));
      const answered = rows.map(({ windowStart, groupBy, value }) =>
        [iso(Date.parse(windowStart) / 1_000), groupBy.model, value].join(' '),
      );
      if (answered.sort().join() !== books.expected(subject(run)).join()) {
        mistakes.push(`The answer for ${name} (${subject(run) ?? 'everybody'}) is wrong.`);
      }
    }
  }
  return mistakes;
}

interface AnswerRow {
  windowStart: string;
  groupBy: { model: string };
  value: number;
}

async function ask(fetch: Fetch, subject: string | undefined): Promise<AnswerRow[]> {
  const parameters = new URLSearchParams({
    from: iso(MONTH_AGO),
    to: iso(NOW),
    windowSize: 'DAY',
    windowTimeZone: 'Europe/Berlin',
    groupBy: 'model',
    ...(subject !== undefined && { subject }),
  });
  const response = await fetch(new Request(`http://meter/api/v1/meters/cost_usd/query?${parameters}`));
  const { data }: { data: AnswerRow[] } = await response.json();
  return data;
}
