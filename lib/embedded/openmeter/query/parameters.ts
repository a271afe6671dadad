import { z } from 'zod';
import { readJson } from '../http/body';
import { parseJson } from '../http/json';
import { Problem, validationProblem } from '../http/problem';
import { parseBody, parseParameters, recordOf } from '../http/schema';
import { compareTimestamps, type Timestamp, timestampSchema } from '../http/timestamp';
import type { Meter } from '../meters/store';
import { checkFilters, type TextFilter, textFilterSchema } from './filter';
import { parseTimeZone } from './time-zone';
import { WINDOW_SIZES, type WindowSize } from './windows';

/** What is asked of a meter. */
export interface MeterQuery {
  from?: Timestamp;
  to?: Timestamp;
  windowSize?: WindowSize;
  /** Left out: UTC. */
  timeZone?: string;
  /** Count these only; empty for all. */
  subjects: string[];
  /** `subject`, or names of the meter's `groupBy`; each once. */
  groupBy: string[];
  /** By name of the meter's `groupBy`. */
  filters: Map<string, TextFilter>;
}

const querySchema = z.object({
  clientId: z.string().min(1).max(36).optional(),
  from: timestampSchema.optional(),
  to: timestampSchema.optional(),
  windowSize: z.enum(WINDOW_SIZES).optional(),
  windowTimeZone: z.string().optional(),
  subject: z.array(z.string()).optional(),
  groupBy: z.array(z.string()).optional(),
  filterCustomerId: z.array(z.string()).optional(),
  filterGroupBy: recordOf(z.array(z.string())).optional(),
  advancedMeterGroupByFilters: recordOf(textFilterSchema).optional(),
});

const names = z.array(z.string()).max(100).optional();

/** A body's lists are short, a URL's are as long as the URL may be. */
const bodySchema = querySchema.extend({ subject: names, groupBy: names, filterCustomerId: names });

/** What a request asks for, before it is known whether the meter has it. */
export type Parameters = z.infer<typeof querySchema>;

/**
 * Reads what is asked for, from the URL of a GET or the body of a POST.
 *
 * @throws Problem 400 when something in it is wrong; 413 when the body is too large
 */
export async function readParameters(request: Request): Promise<Parameters> {
  if (request.method === 'POST') return parseBody(bodySchema, 'MeterQueryRequest', await readJson(request));
  return parseParameters(querySchema, parametersOf(new URL(request.url).searchParams));
}

/** `subject=a&subject=b` are a list, `filterGroupBy[model]=m` a map; the rest are single values. */
function parametersOf(search: URLSearchParams): Record<string, unknown> {
  const filterGroupBy = new Map<string, string[]>();
  for (const [name, value] of search) {
    const key = /^filterGroupBy\[(.*)\]$/s.exec(name)?.[1];
    if (key !== undefined) filterGroupBy.set(key, [...(filterGroupBy.get(key) ?? []), value]);
  }
  const single = (name: string) => search.get(name) ?? undefined;
  const list = (name: string) => (search.has(name) ? search.getAll(name) : undefined);
  return {
    clientId: single('clientId'),
    from: single('from'),
    to: single('to'),
    windowSize: single('windowSize'),
    windowTimeZone: single('windowTimeZone'),
    subject: list('subject'),
    groupBy: list('groupBy'),
    filterCustomerId: list('filterCustomerId'),
    filterGroupBy: Object.fromEntries(filterGroupBy),
    advancedMeterGroupByFilters: jsonOf(search, 'advancedMeterGroupByFilters'),
  };
}

function jsonOf(search: URLSearchParams, name: string): unknown {
  const text = search.get(name);
  if (text === null) return undefined;
  return parseJson(
    text,
    (reason) => new Problem(400, `parameter "${name}" in query has an error: ${reason}`),
  );
}

/** @throws Problem 400 when something that is asked for is not one of the meter's */
export function queryOf(parameters: Parameters, meter: Meter): MeterQuery {
  const { from, to, windowSize, windowTimeZone, subject, groupBy = [] } = parameters;
  for (const key of groupBy) {
    if (key !== 'subject' && !isGroupOf(meter, key)) throw validationProblem(`invalid group by: ${key}`);
  }
  const [customer] = parameters.filterCustomerId ?? [];
  if (customer !== undefined) {
    throw new Problem(404, `not found error: customer with id ${customer} not found`);
  }
  checkRange(from, to);
  return {
    from,
    to,
    windowSize,
    timeZone: windowTimeZone === undefined ? undefined : parseTimeZone(windowTimeZone),
    subjects: subject ?? [],
    // Asking for subjects also shows them apart.
    groupBy: [...new Set(subject ? [...groupBy, 'subject'] : groupBy)],
    filters: filtersOf(parameters, meter),
  };
}

function checkRange(from?: Timestamp, to?: Timestamp): void {
  if (!from || !to) return;
  const order = compareTimestamps(from, to);
  if (order === 0) throw new Problem(400, 'from and to cannot be equal');
  if (order > 0) throw new Problem(400, 'from must be before to');
}

function filtersOf({ filterGroupBy, advancedMeterGroupByFilters }: Parameters, meter: Meter) {
  const simple = Object.entries(filterGroupBy ?? {});
  const advanced = Object.entries(advancedMeterGroupByFilters ?? {});
  if (simple.length > 0 && advanced.length > 0) {
    throw validationProblem('advanced meter group by filters and filter group by cannot be used together');
  }
  const filters = new Map<string, TextFilter>(advanced);
  checkFilters([...filters.values()]);
  for (const [key, values] of simple) {
    // An empty list filters nothing.
    filters.set(key, values.length > 0 ? { $in: values } : {});
  }
  for (const key of filters.keys()) {
    if (!isGroupOf(meter, key)) throw validationProblem(`invalid group by filter: ${key}`);
  }
  return filters;
}

function isGroupOf(meter: Meter, key: string): boolean {
  return Object.hasOwn(meter.groupBy, key);
}
