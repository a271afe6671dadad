import type { OpenMeter } from '@openmeter/sdk';
import type { Database } from '../db/types';
import { type Delivery, deliverBatch } from './deliver';
import { BATCH_SIZE } from './send-batch';

/** Sends every event that is due now, batch by batch, until none is left or OpenMeter can't be reached. */
export async function deliverDue(db: Database, openMeter: OpenMeter): Promise<Delivery> {
  const total: Delivery = { delivered: 0, parked: 0, retried: 0 };
  for (;;) {
    const batch = await deliverBatch(db, openMeter);
    total.delivered += batch.delivered;
    total.parked += batch.parked;
    total.retried += batch.retried;
    if (batch.delivered + batch.parked < BATCH_SIZE) return total;
  }
}
