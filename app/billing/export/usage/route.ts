import { requireUser } from '@/lib/auth';
import { csvResponse } from '@/lib/billing/export/csv';
import { usageCsv } from '@/lib/billing/export/usage-csv';
import { rangeOf } from '@/lib/billing/ranges';
import { chartOf } from '@/lib/billing/report/chart';
import { readUsage } from '@/lib/billing/report/usage';
import { parseHref } from '@/lib/billing/view';
import { route } from '@/lib/http';
import { openMeter } from '@/lib/openmeter/client';
import { timeZoneFor } from '../../time-zone';

/** The numbers of a view's chart as CSV. */
export const GET = route(async (request) => {
  const { id: userId } = await requireUser();
  const view = parseHref(request.url);
  const timeZone = await timeZoneFor(view);
  const range = rangeOf(view, new Date(), timeZone);
  const { from, to, unit } = range;
  const rows = await readUsage(openMeter(), { userId, from, to, unit, timeZone });
  return csvResponse(usageCsv(chartOf(rows, view, range, timeZone)), 'tokentally-usage.csv');
});
