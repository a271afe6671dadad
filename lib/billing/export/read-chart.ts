import { AppError } from '@/lib/errors';
import type { UserId } from '@/lib/ids';
import { requireOwnFilter } from '../own-filter';
import { type Range, rangeOf } from '../ranges';
import { reading } from '../reading';
import { type Chart, chartOf } from '../report/chart';
import { readViewUsage } from '../report/view-usage';
import type { Sources } from '../sources';
import type { View } from '../view';

class MeterUnreachableError extends AppError {
  constructor() {
    super(
      503,
      'meter_unreachable',
      'The meter can’t be reached, so these numbers can’t be read right now. Nothing is lost: try again in a moment, or export the events, which are complete.',
      { retryAfterSeconds: 5 },
    );
  }
}

export interface ChartQuery {
  userId: UserId;
  view: View;
  timeZone: string;
  now: Date;
}

/**
 * The numbers of a view's chart.
 *
 * @throws NotFoundError when it is narrowed to a chat or a key of somebody else
 * @throws MeterUnreachableError
 */
export async function readChart(
  sources: Sources,
  { userId, view, timeZone, now }: ChartQuery,
): Promise<{ chart: Chart; range: Range }> {
  await requireOwnFilter(await sources.getDb(), userId, view);
  const range = rangeOf(view, now, timeZone);
  const rows = await reading('usage export', () => readViewUsage(sources, { userId, view, range, timeZone }));
  if (!rows.ok) throw new MeterUnreachableError();
  return { chart: chartOf(rows.value, view, range, { timeZone, now }), range };
}
