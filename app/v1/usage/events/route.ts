import { apiRoute } from '@/lib/api/route';
import { eventsJson } from '@/lib/api/usage/json';
import { parseApiQuery } from '@/lib/api/usage/query';
import { listViewEvents } from '@/lib/billing/events/view-page';
import { csvResponse } from '@/lib/billing/export/csv';
import { eventsCsv } from '@/lib/billing/export/events-csv';
import { requireOwnFilter } from '@/lib/billing/own-filter';
import { rangeOf } from '@/lib/billing/ranges';
import { filterOf } from '@/lib/billing/view';
import { getDb } from '@/lib/db/client';
import { PRODUCT_SLUG } from '@/lib/product';

export * from '@/lib/api/unknown-methods';

/** The usage of the key's owner, event by event: page by page as JSON, all of it as CSV. */
export const GET = apiRoute(async (request, { user: { id: userId } }) => {
  const { view, timeZone, format, limit } = parseApiQuery(request.url, 'events');
  const now = new Date();
  const db = await getDb();
  await requireOwnFilter(db, userId, view);
  if (format === 'csv') {
    const { from, to } = rangeOf(view, now, timeZone);
    const lines = eventsCsv(db, { ...filterOf(view), userId, from, to });
    return { response: await csvResponse(lines, `${PRODUCT_SLUG}-events.csv`) };
  }
  const page = await listViewEvents(db, { userId, view, timeZone, limit, now });
  const headers = { 'Cache-Control': 'private, no-store' };
  return { response: Response.json(eventsJson(page), { headers }) };
});
