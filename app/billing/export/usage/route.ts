import { csvResponse } from '@/lib/billing/export/csv';
import { readChart } from '@/lib/billing/export/read-chart';
import { usageCsv } from '@/lib/billing/export/usage-csv';
import { readKeyNames } from '@/lib/billing/keys';
import { seriesLabel } from '@/lib/billing/labels';
import { shownAt } from '@/lib/billing/shown-at';
import { parseHref } from '@/lib/billing/view';
import { getDb } from '@/lib/db/client';
import { openMeter } from '@/lib/openmeter/client';
import { PRODUCT_SLUG } from '@/lib/product';
import { userRoute } from '@/lib/user-route';
import { timeZoneFor } from '../../time-zone';

/** The numbers of a view's chart as CSV, with what the page calls its series. */
export const GET = userRoute(async (request, { id: userId }) => {
  const view = parseHref(request.url);
  const timeZone = await timeZoneFor(view);
  const sources = { getDb, openMeter: openMeter() };
  const { chart } = await readChart(sources, { userId, view, timeZone, now: shownAt(request.url) });
  const keyNames = chart.by === 'key' ? await readKeyNames(await getDb(), userId) : undefined;
  const labelOf = (name: string) => seriesLabel(chart.by, name, keyNames);
  return csvResponse(usageCsv(chart, labelOf), `${PRODUCT_SLUG}-usage.csv`);
});
