import { z } from 'zod';
import type { Handler } from '../context';
import { jsonResponse } from '../http/go-json';
import { validationProblem } from '../http/problem';
import { parseParameters } from '../http/schema';
import { timestampSchema } from '../http/timestamp';
import type { Metered } from '../meters/store';
import { queryOf, readParameters } from './parameters';
import { csvResponse, queryResponse } from './respond';
import { RollupGoneError } from './rollup-gone';
import { runQueryOf } from './run';

const DAY_SECONDS = 86_400;

/** `GET` and `POST /api/v1/meters/{idOrSlug}/query`: JSON, or CSV when that is asked for. */
export const queryMeter: Handler = async ({ together }, request, [idOrSlug = '']) => {
  // All of it before the meter is looked for: while a slow body comes, a meter can change.
  const parameters = await readParameters(request);
  const asCsv = /^\s*text\/csv\b/i.test(request.headers.get('Accept') ?? '');
  return onceUnchanged(async () => {
    const metered = await together.meter(idOrSlug);
    const query = queryOf(parameters, metered.meter);
    const rows = await together.rows({ ...metered, query });
    return asCsv ? csvResponse(metered.meter, query, rows) : queryResponse(query, rows);
  });
};

/** Answers anew, from the meter on, as often as its rollup is replaced before the answer is read from it. */
async function onceUnchanged(answer: () => Promise<Response>): Promise<Response> {
  for (;;) {
    try {
      return await answer();
    } catch (error) {
      if (!(error instanceof RollupGoneError)) throw error;
    }
  }
}

const rangeSchema = z.object({ from: timestampSchema.optional(), to: timestampSchema.optional() });

/** @throws Problem 400 when `from` or `to` is no instant */
function rangeOf(request: Request) {
  return parseParameters(rangeSchema, Object.fromEntries(new URL(request.url).searchParams));
}

/**
 * `GET /api/v1/meters/{idOrSlug}/subjects`: every subject that has an event of the meter's type, in the order of their
 * bytes, of all times by default.
 */
export const listSubjects: Handler = async ({ db, together }, request, [idOrSlug = '']) => {
  const range = rangeOf(request);
  return onceUnchanged(async () => {
    const metered = await together.meter(idOrSlug);
    const rows = await runQueryOf(db, counting(metered), {
      ...range,
      subjects: [],
      groupBy: ['subject'],
      filters: new Map(),
    });
    return jsonResponse(rows.map(({ subject }) => subject));
  });
};

/**
 * `GET /api/v1/meters/{idOrSlug}/group-by/{key}/values`: the values of a group, in the order of their bytes, of the last
 * 24 hours where neither a beginning nor an end is asked for.
 */
export const listGroupByValues: Handler = async (
  { db, now, together },
  request,
  [idOrSlug = '', key = ''],
) => {
  const { from, to } = rangeOf(request);
  const yesterday = {
    epochSeconds: Math.floor(now().getTime() / 1_000) - DAY_SECONDS,
    fraction: '',
    offsetSeconds: 0,
  };
  return onceUnchanged(async () => {
    const metered = await together.meter(idOrSlug);
    if (!Object.hasOwn(metered.meter.groupBy, key)) throw validationProblem(`invalid group by: ${key}`);
    const rows = await runQueryOf(db, counting(metered), {
      from: from ?? (to ? undefined : yesterday),
      to,
      subjects: [],
      groupBy: [key],
      filters: new Map(),
    });
    return jsonResponse(rows.map((row) => row.groupBy[key]));
  });
};

/** The same meter, counting events whatever their values, and also those before its `eventFrom`. */
function counting({ meter, rollup }: Metered): Metered {
  return { meter: { ...meter, aggregation: 'COUNT', valueProperty: null, eventFrom: null }, rollup };
}
