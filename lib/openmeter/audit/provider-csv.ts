import { z } from 'zod';
import { utcDay } from '../../utc-day';
import { parseCsv } from './csv';
import { DayTotals } from './day-totals';

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

/**
 * Reads a provider's usage export: a line for each stretch of time (within one UTC day) and model, added up here.
 * Lines without a model are empty stretches.
 *
 * @throws RangeError that says which column or line is not right
 */
export function parseProviderCsv(csv: string): DayTotals {
  const [header, ...rows] = parseCsv(csv);
  const places = findColumns(header ?? []);
  const totals = new DayTotals();
  for (const [index, row] of rows.entries()) {
    const cell = (column: Column) => {
      const place = places[column];
      return place === undefined ? '' : (row[place]?.trim() ?? '');
    };
    const line = index + 2;
    if (cell('model') === '') continue;
    totals.add(parseDay(cell('date'), line), cell('model'), {
      promptTokens: parseCount(cell('input tokens'), line),
      completionTokens: parseCount(cell('output tokens'), line),
      requests: parseCount(cell('requests'), line),
    });
  }
  return totals;
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
