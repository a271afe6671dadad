import { apiRoute } from '@/lib/api/route';
import { listEvents } from '@/lib/billing/events/list';
import { parseApiQuery } from '@/lib/billing/export/api-query';
import { csvResponse } from '@/lib/billing/export/csv';
import { eventsCsv } from '@/lib/billing/export/events-csv';
import { eventsJson } from '@/lib/billing/export/usage-json';
import { requireOwnFilter } from '@/lib/billing/own-filter';
import { rangeOf } from '@/lib/billing/ranges';
import { filterOf } from '@/lib/billing/view';
import { getDb } from '@/lib/db/client';

/** The usage of the key's owner, event by event: page by page as JSON, all of it as CSV. */
export const GET = apiRoute(async (request, { user: { id: userId } }) => {
  const { view, timeZone, format, limit } = parseApiQuery(request.url);
  const { from, to } = rangeOf(view, new Date(), timeZone);
  const query = { ...filterOf(view), userId, from, to };
  const db = await getDb();
  await requireOwnFilter(db, userId, view);
  if (format === 'csv') return { response: csvResponse(eventsCsv(db, query), 'tokentally-events.csv') };
  const page = await listEvents(db, { ...query, after: view.after, limit });
  const headers = { 'Cache-Control': 'private, no-store' };
  return { response: Response.json(eventsJson(page), { headers }) };
});

// Next.js would answer the other methods with an empty 405.
export {
  unknownUrl as DELETE,
  unknownUrl as PATCH,
  unknownUrl as POST,
  unknownUrl as PUT,
} from '@/lib/api/unknown-url';
