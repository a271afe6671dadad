import { max, min } from 'date-fns';
import { z } from 'zod';
import { utcDay } from '@/lib/utc-day';
import { parseCsv } from './csv';
import { DayTotals, mergeTotals } from './day-totals';
import { type DayRange, rangeOfDay } from './days';

/**
 * The columns, by our names and by those of OpenAI's usage exports. The first that a file has is read. Its export of
 * embeddings, which have no output, has no column for it.
 */
const COLUMNS = {
  date: ['date', 'start_time_iso', 'start_time'],
  model: ['model'],
  'input tokens': ['input_tokens', 'prompt_tokens'],
  'output tokens': ['output_tokens', 'completion_tokens'],
  requests: ['requests', 'num_model_requests'],
} as const;

type Column = keyof typeof COLUMNS;

/** What a provider says it served. */
export interface ProviderUsage {
  /** By UTC day and model. */
  totals: DayTotals;
  /** From the first to the last day that it tells of, also where that day had no usage; null when it tells of none. */
  days: DayRange | null;
}

/**
 * Reads a provider's usage export: a line for each stretch of time (within one UTC day) and model, added up here.
 * Lines without a model are empty stretches: of their days it says that nothing was used.
 *
 * @throws RangeError that says which column or line is not right
 */
export function parseProviderCsv(csv: string): ProviderUsage {
  const [header, ...rows] = parseCsv(csv);
  const places = findColumns(header?.cells ?? []);
  const totals = new DayTotals();
  const days = new Set<string>();
  for (const { line, cells } of rows) {
    const cell = (column: Column) => {
      const place = places[column];
      return place === undefined ? '' : (cells[place]?.trim() ?? '');
    };
    // A row of a spreadsheet that has nothing in it.
    if (cell('date') === '' && cell('model') === '') continue;
    const day = parseDay(cell('date'), line);
    days.add(day);
    if (cell('model') === '') continue;
    totals.add(day, cell('model'), {
      promptTokens: parseCount(cell('input tokens'), line),
      completionTokens: parseCount(cell('output tokens'), line),
      requests: parseCount(cell('requests'), line),
    });
  }
  return { totals, days: spanOf([...days].map(rangeOfDay)) };
}

/** What several exports have together, as those of completions and of embeddings. */
export function mergeUsage(usages: ProviderUsage[]): ProviderUsage {
  return {
    totals: mergeTotals(usages.map(({ totals }) => totals)),
    days: spanOf(usages.flatMap(({ days }) => days ?? [])),
  };
}

function spanOf(ranges: DayRange[]): DayRange | null {
  if (ranges.length === 0) return null;
  return { from: min(ranges.map(({ from }) => from)), to: max(ranges.map(({ to }) => to)) };
}

function findColumns(header: string[]): Record<Column, number | undefined> {
  const names = header.map((name) => name.trim().toLowerCase().replaceAll(/[ -]/g, '_'));
  const placeOf = (column: Column) => {
    const name = COLUMNS[column].find((known) => names.includes(known));
    return name && names.indexOf(name);
  };
  const find = (column: Column) => {
    const place = placeOf(column);
    if (place !== undefined) return place;
    throw new RangeError(
      `The file has no column for the ${column}. Name it ${COLUMNS[column].map((known) => `"${known}"`).join(' or ')} in the first line.`,
    );
  };
  return {
    date: find('date'),
    model: find('model'),
    'input tokens': find('input tokens'),
    'output tokens': placeOf('output tokens'),
    requests: find('requests'),
  };
}

/** What else JavaScript takes for a date may be another day: 03.11.2026 is the eleventh of March to it. */
const isoDate = z.union([z.iso.date(), z.iso.datetime({ offset: true })]);

/** A day, an instant with its offset from UTC, or seconds since 1970, as OpenAI's `start_time`. */
function parseDay(text: string, line: number): string {
  if (/^\d{9,11}$/.test(text)) return utcDay(new Date(Number(text) * 1_000));
  if (isoDate.safeParse(text).success) return utcDay(new Date(text));
  throw new RangeError(`Line ${line}: "${text}" is not a date like 2026-11-30.`);
}

/** OpenAI writes the number of requests as `3.0`, and nothing for none. */
function parseCount(text: string, line: number): bigint {
  const [, digits] = /^(\d+)(?:\.0*)?$/.exec(text || '0') ?? [];
  if (digits === undefined) throw new RangeError(`Line ${line}: "${text}" is not a whole number.`);
  return BigInt(digits);
}
