import type { OpenMeter } from '@openmeter/sdk';
import type { Database } from '../db/types';
import { untilWritten } from '../db/until-written';
import { firstCause } from '../first-cause';
import { log } from '../log';
import { claimEvents, markDelivered, type OutboxEvent, park, retryLater } from './outbox';
import { BATCH_SIZE, sendBatch, TIMEOUT_MS } from './send-batch';

/** For so long the events of a batch are this process' alone. */
const LEASE_MS = 60_000;
/** After this nothing more of a batch is sent, so that all has ended, time-outs included, before others may take it. */
const SENDING_MS = LEASE_MS - 2 * TIMEOUT_MS;

export interface Delivery {
  delivered: number;
  parked: number;
  retried: number;
}

/**
 * Sends one batch of the outbox to OpenMeter. Events that OpenMeter refuses are parked; when it can't be reached, all
 * are tried again later, each time later than the last.
 *
 * @returns what became of the batch; nothing of anything when no event is due
 */
export async function deliverBatch(
  db: Database,
  openMeter: OpenMeter,
  nowMs = () => performance.now(),
): Promise<Delivery> {
  const delivery: Delivery = { delivered: 0, parked: 0, retried: 0 };
  const untilMs = nowMs() + SENDING_MS;
  const events = await claimEvents(db, { limit: BATCH_SIZE, leaseMs: LEASE_MS });
  if (events.length === 0) return delivery;
  for await (const sent of sendBatch(openMeter, events, () => nowMs() < untilMs)) {
    switch (sent.outcome) {
      case 'taken':
        await untilWritten(() => markDelivered(db, sent.events));
        delivery.delivered += sent.events.length;
        break;
      case 'refused':
        if (await setAside(db, sent.event, sent.reason)) delivery.parked += 1;
        break;
      case 'failed':
        await postpone(db, sent.events, sent.error);
        delivery.retried += sent.events.length;
    }
  }
  return delivery;
}

/** @returns whether it is parked; not where another process has it by now, which is told the same */
async function setAside(db: Database, event: OutboxEvent, reason: string): Promise<boolean> {
  const isParked = await park(db, event, reason);
  if (isParked) log.error({ eventId: event.event.id, reason }, 'OpenMeter refused an event; it is parked');
  return isParked;
}

async function postpone(db: Database, events: OutboxEvent[], error: unknown): Promise<void> {
  const attempts = Math.max(...events.map((event) => event.attempts));
  const reason = firstCause(error);
  await retryLater(db, events, reason);
  log.warn({ events: events.length, attempts, reason }, 'OpenMeter could not be reached; events wait');
}
