import { parseCsv } from './csv';
import { DayTotals } from './day-totals';
import { dayOf } from './days';

/** The columns, by our names and by those of OpenAI's usage export. The first that a file has is read. */
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
    const cell = (column: Column) => row[places[column]]?.trim() ?? '';
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

function findColumns(header: string[]): Record<Column, number> {
  const names = header.map((name) => name.trim().toLowerCase().replaceAll(/[ -]/g, '_'));
  const find = (column: Column) => {
    const name = COLUMNS[column].find((known) => names.includes(known));
    if (name) return names.indexOf(name);
    throw new RangeError(
      `The file has no column for the ${column}. Name it ${COLUMNS[column].map((known) => `"${known}"`).join(' or ')} in the first line.`,
    );
  };
  return {
    date: find('date'),
    model: find('model'),
    'input tokens': find('input tokens'),
    'output tokens': find('output tokens'),
    requests: find('requests'),
  };
}

/** A day, an instant, or seconds since 1970, as OpenAI's `start_time`. */
function parseDay(text: string, line: number): string {
  const at = new Date(/^\d{9,11}$/.test(text) ? Number(text) * 1_000 : text);
  if (Number.isNaN(at.getTime()))
    throw new RangeError(`Line ${line}: "${text}" is not a date like 2026-11-30.`);
  return dayOf(at);
}

/** OpenAI writes the number of requests as `3.0`, and nothing for none. */
function parseCount(text: string, line: number): bigint {
  const [, digits] = /^(\d+)(?:\.0*)?$/.exec(text || '0') ?? [];
  if (digits === undefined) throw new RangeError(`Line ${line}: "${text}" is not a whole number.`);
  return BigInt(digits);
}
