import { and, desc, eq, gte, lte, type SQL, sql } from 'drizzle-orm';
import { z } from 'zod';
import { embeddedMeterEvents as events } from '@/lib/db/schema';
import type { Context, Handler } from '../context';
import { jsonResponse, sortAllKeys } from '../http/go-json';
import { validationProblem } from '../http/problem';
import { parseParameters } from '../http/schema';
import { formatDate, timestampSchema, toDate } from '../http/timestamp';
import { listMeters } from '../meters/store';
import { validationError } from './validate';

const MAX_AGE_MS = 32 * 24 * 60 * 60 * 1_000;

const instant = timestampSchema.transform(toDate).optional();

const parametersSchema = z.object({
  from: instant,
  to: instant,
  ingestedAtFrom: instant,
  ingestedAtTo: instant,
  id: z.string().optional(),
  subject: z.string().optional(),
  limit: z.coerce.number().int().min(1).max(100).default(100),
});

type Parameters = z.infer<typeof parametersSchema>;

/** `GET /api/v1/events`: the newest events, each with what keeps meters from counting it. */
export const listEvents: Handler = async (context, request) => {
  const search = new URL(request.url).searchParams;
  const parameters = parseParameters(parametersSchema, Object.fromEntries(search));
  const customers = search.getAll('customerId');
  if (customers.length > 0) {
    // Customers are not offered, so there is none.
    throw validationProblem(`customers not found in namespace ${context.namespace}: ${customers.join(', ')}`);
  }
  const meters = await listMeters(context.db, context.namespace);
  const found = await findEvents(context, parameters);
  return jsonResponse(
    found.map(({ id, source, type, subject, time, data, ingestedAt }) => ({
      event: {
        specversion: '1.0',
        id,
        source,
        type,
        subject,
        ...(data !== null && { datacontenttype: 'application/json' }),
        time: formatDate(time),
        ...(data !== null && { data: sortAllKeys(data) }),
      },
      ingestedAt: formatDate(toSecond(ingestedAt)),
      storedAt: formatDate(toSecond(ingestedAt)),
      validationError: validationError({ type, data }, meters),
    })),
  );
};

async function findEvents({ db, namespace, now }: Context, parameters: Parameters) {
  const { from, to, ingestedAtFrom, ingestedAtTo, id, subject, limit } = parameters;
  const earliest = new Date(now().getTime() - MAX_AGE_MS);
  checkRange({ from, to, earliest });
  const conditions: (SQL | undefined)[] = [
    eq(events.namespace, namespace),
    gte(events.time, from ? toSecond(from) : earliest),
    to && lte(events.time, toSecond(to)),
    ingestedAtFrom && gte(events.ingestedAt, toSecond(ingestedAtFrom)),
    ingestedAtTo && isInOrBeforeSecondOf(ingestedAtTo),
    id === undefined ? undefined : sql`strpos(${events.id}, ${id}) > 0`,
  ];
  if (subject !== undefined) {
    conditions.push(
      sql`hashtextextended(${events.subject}, 0) = hashtextextended(${subject}, 0)`,
      eq(events.subject, subject),
    );
  }
  return db
    .select()
    .from(events)
    .where(and(...conditions))
    .orderBy(desc(events.time), desc(events.ingestedAt), desc(events.key))
    .limit(limit);
}

/** OpenMeter checks instants as they are, and looks for events to the second. */
function toSecond(date: Date): Date {
  return new Date(Math.floor(date.getTime() / 1_000) * 1_000);
}

/** When an event came is kept to the microsecond. Postgres adds the second: JavaScript would leave the years it reads. */
function isInOrBeforeSecondOf(date: Date): SQL {
  return sql`${events.ingestedAt} < ${toSecond(date).toISOString()}::timestamptz + interval '1 second'`;
}

function checkRange({ from, to, earliest }: { from?: Date; to?: Date; earliest: Date }): void {
  if (from && from < earliest) {
    throw validationProblem(
      `from date is too old: ${formatDate(from)}, must be after ${formatDate(earliest)}`,
    );
  }
  if (to && to < (from ?? earliest)) {
    throw validationProblem(
      `to date is before from date: ${formatDate(to)} < ${formatDate(from ?? earliest)}`,
    );
  }
}
