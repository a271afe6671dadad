import { csvResponse } from '@/lib/billing/export/csv';
import { eventsCsv } from '@/lib/billing/export/events-csv';
import { requireOwnFilter } from '@/lib/billing/own-filter';
import { rangeOf } from '@/lib/billing/ranges';
import { shownAt } from '@/lib/billing/shown-at';
import { filterOf, parseHref } from '@/lib/billing/view';
import { getDb } from '@/lib/db/client';
import { PRODUCT_SLUG } from '@/lib/product';
import { userRoute } from '@/lib/user-route';
import { timeZoneFor } from '../../time-zone';

/** The events of a view as CSV, streamed. */
export const GET = userRoute(async (request, { id: userId }) => {
  const view = parseHref(request.url);
  const { from, to } = rangeOf(view, shownAt(request.url), await timeZoneFor(view));
  const db = await getDb();
  await requireOwnFilter(db, userId, view);
  return csvResponse(eventsCsv(db, { ...filterOf(view), userId, from, to }), `${PRODUCT_SLUG}-events.csv`);
});
