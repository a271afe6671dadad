import { requireUser } from '@/lib/auth';
import { csvResponse } from '@/lib/billing/export/csv';
import { usageCsv } from '@/lib/billing/export/usage-csv';
import { rangeOf } from '@/lib/billing/ranges';
import { reading } from '@/lib/billing/reading';
import { chartOf } from '@/lib/billing/report/chart';
import { readUsage } from '@/lib/billing/report/usage';
import { parseHref } from '@/lib/billing/view';
import { AppError } from '@/lib/errors';
import { route } from '@/lib/http';
import { openMeter } from '@/lib/openmeter/client';
import { timeZoneFor } from '../../time-zone';

class MeterUnreachableError extends AppError {
  constructor() {
    super(
      503,
      'meter_unreachable',
      'The meter can’t be reached, so these numbers can’t be read right now. Nothing is lost: try again in a moment, or export the events, which are complete.',
    );
  }
}

/** The numbers of a view's chart as CSV. */
export const GET = route(async (request) => {
  const { id: userId } = await requireUser();
  const view = parseHref(request.url);
  const timeZone = await timeZoneFor(view);
  const range = rangeOf(view, new Date(), timeZone);
  const { from, to, unit } = range;
  const rows = await reading('usage export', () =>
    readUsage(openMeter(), { userId, from, to, unit, timeZone }),
  );
  if (!rows.ok) throw new MeterUnreachableError();
  return csvResponse(usageCsv(chartOf(rows.value, view, range, timeZone)), 'tokentally-usage.csv');
});
