import { apiRoute } from '@/lib/api/route';
import { usageJson } from '@/lib/api/usage/json';
import { parseApiQuery } from '@/lib/api/usage/query';
import { csvResponse } from '@/lib/billing/export/csv';
import { readChart } from '@/lib/billing/export/read-chart';
import { usageCsv } from '@/lib/billing/export/usage-csv';
import { getDb } from '@/lib/db/client';
import { openMeter } from '@/lib/openmeter/client';
import { PRODUCT_SLUG } from '@/lib/product';

export * from '@/lib/api/unknown-methods';

/** The usage of the key's owner, added up as in the billing page's chart. */
export const GET = apiRoute(async (request, { user: { id: userId } }) => {
  const { view, timeZone, format } = parseApiQuery(request.url, 'chart');
  const sources = { getDb, openMeter: openMeter() };
  const { chart, range } = await readChart(sources, { userId, view, timeZone, now: new Date() });
  if (format === 'csv') return { response: await csvResponse(usageCsv(chart), `${PRODUCT_SLUG}-usage.csv`) };
  const headers = { 'Cache-Control': 'private, no-store' };
  return { response: Response.json(usageJson(chart, range, timeZone), { headers }) };
});
