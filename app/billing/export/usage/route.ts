import { requireUser } from '@/lib/auth';
import { csvResponse } from '@/lib/billing/export/csv';
import { readChart } from '@/lib/billing/export/read-chart';
import { usageCsv } from '@/lib/billing/export/usage-csv';
import { shownAt } from '@/lib/billing/shown-at';
import { parseHref } from '@/lib/billing/view';
import { getDb } from '@/lib/db/client';
import { route } from '@/lib/http';
import { openMeter } from '@/lib/openmeter/client';
import { PRODUCT_SLUG } from '@/lib/product';
import { timeZoneFor } from '../../time-zone';

/** The numbers of a view's chart as CSV. */
export const GET = route(async (request) => {
  const { id: userId } = await requireUser();
  const view = parseHref(request.url);
  const timeZone = await timeZoneFor(view);
  const sources = { getDb, openMeter: openMeter() };
  const { chart } = await readChart(sources, { userId, view, timeZone, now: shownAt(request.url) });
  return csvResponse(usageCsv(chart), `${PRODUCT_SLUG}-usage.csv`);
});
