import { type FaultPlan, faultOrder } from './faults';
import type { UpstreamJournal } from './journal';

/** What a test asks of the fake upstream itself: `/__journal` to read or delete, `/__faults` to order or delete. */
export function control(
  route: string,
  body: string,
  { journal, faults }: { journal: UpstreamJournal; faults: FaultPlan },
): { status: number; body: object } {
  switch (route) {
    case 'GET /__journal':
      return { status: 200, body: { records: journal.records(), totals: journal.totals() } };
    case 'DELETE /__journal':
      journal.clear();
      return { status: 200, body: {} };
    case 'POST /__faults': {
      const order = faultOrder.safeParse(JSON.parse(body));
      if (!order.success) return { status: 400, body: { error: order.error.message } };
      faults.next(order.data.fault, order.data.times);
      return { status: 200, body: {} };
    }
    case 'DELETE /__faults':
      faults.clear();
      return { status: 200, body: {} };
    default:
      return { status: 404, body: { error: `Nothing answers ${route}.` } };
  }
}
