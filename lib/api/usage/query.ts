import { isTooLong, MOST_DAYS, rangeOf } from '@/lib/billing/ranges';
import { chooseTimeZone } from '@/lib/billing/time-zone';
import { parseHref, VIEW_PARAMETERS, type View, viewValue } from '@/lib/billing/view';
import { ApiError } from '../errors';

/** What a request to `/v1/usage` or `/v1/usage/events` asks for. */
export interface ApiQuery {
  view: View;
  timeZone: string;
  format: 'json' | 'csv';
  /** Of events in JSON, at most so many. */
  limit: number;
}

const MOST_EVENTS = 1_000;

/**
 * Reads the parameters of `/v1/usage` and `/v1/usage/events`: the billing page's, and `format` and `limit`. A program should
 * hear of a mistake, where the page just leaves a bad value out.
 *
 * @param answer the numbers of a chart, or events: only these have pages
 * @throws ApiError 400 when a parameter is unknown, or its value is, or it comes twice, or two don't go together, or more
 *   days are asked for than can be shown, or a page of what has none
 */
export function parseApiQuery(url: string, answer: 'chart' | 'events'): ApiQuery {
  const { searchParams } = new URL(url);
  for (const [name, value] of searchParams) {
    if (searchParams.getAll(name).length > 1) throw refusal(name, 'Give each parameter once.');
    if (name === 'format' || name === 'limit') continue;
    if (!VIEW_PARAMETERS.includes(name)) throw refusal(name, `There is no parameter “${name}”.`);
    if (viewValue(name, value) === null) throw refusal(name, `“${value}” is no value of \`${name}\`.`);
  }
  const view = parseHref(url);
  const isCustom = view.range === 'custom';
  if (isCustom !== (view.from !== null) || isCustom !== (view.to !== null)) {
    throw refusal('range', '`from` and `to` go with `range=custom`, and it needs both.');
  }
  if (isTooLong(view)) {
    throw refusal('range', `A range has at most ${MOST_DAYS} days, \`from\` and \`to\` included.`);
  }
  if (view.by === 'kind' && (searchParams.get('metric') ?? 'tokens') !== 'tokens') {
    throw refusal('metric', 'With `by=kind`, `metric` is `tokens`: kinds of token have no other.');
  }
  const timeZone = chooseTimeZone(view.tz, undefined);
  // How wide the bars may be is the same at any time.
  const { units } = rangeOf(view, new Date(), timeZone);
  if (view.unit !== null && !units.includes(view.unit)) {
    throw refusal('unit', `Of this range, \`unit\` is ${units.map((unit) => `\`${unit}\``).join(' or ')}.`);
  }
  const format = parseFormat(searchParams.get('format'));
  const paging = ['limit', 'after'].find((name) => searchParams.has(name));
  if (paging && (answer === 'chart' || format === 'csv')) {
    throw refusal(paging, `Leave \`${paging}\` out: only events in JSON come in pages.`);
  }
  return { view, timeZone, format, limit: parseLimit(searchParams.get('limit')) };
}

function parseFormat(text: string | null): ApiQuery['format'] {
  if (text === null || text === 'json') return 'json';
  if (text === 'csv') return 'csv';
  throw refusal('format', '`format` is `json` or `csv`.');
}

function parseLimit(text: string | null): number {
  if (text === null) return 100;
  const limit = Number(text);
  if (/^\d+$/.test(text) && limit >= 1 && limit <= MOST_EVENTS) return limit;
  throw refusal('limit', `\`limit\` is a number from 1 to ${MOST_EVENTS}.`);
}

function refusal(param: string, message: string): ApiError {
  return new ApiError(400, 'invalid_parameter', message.slice(0, 200), { param });
}
