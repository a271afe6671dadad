import type { OpenMeter } from '@openmeter/sdk';
import type { Database } from '../db/types';
import { log } from '../log';
import { claimEvents, markDelivered, type OutboxEvent, park, retryLater } from './outbox';
import { BATCH_SIZE, sendBatch } from './send-batch';

/** Well over the time-out, so that a batch under way is never taken by another process. */
const LEASE_MS = 60_000;
const LONGEST_BACKOFF_MS = 5 * 60_000;

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
export async function deliverBatch(db: Database, openMeter: OpenMeter): Promise<Delivery> {
  const delivery: Delivery = { delivered: 0, parked: 0, retried: 0 };
  const events = await claimEvents(db, { limit: BATCH_SIZE, leaseMs: LEASE_MS });
  if (events.length === 0) return delivery;
  for await (const sent of sendBatch(openMeter, events)) {
    switch (sent.outcome) {
      case 'taken':
        await markDelivered(db, sent.events);
        delivery.delivered += sent.events.length;
        break;
      case 'refused':
        await setAside(db, sent.event, sent.reason);
        delivery.parked += 1;
        break;
      case 'failed':
        await postpone(db, sent.events, sent.error);
        delivery.retried += sent.events.length;
    }
  }
  return delivery;
}

async function setAside(db: Database, event: OutboxEvent, reason: string): Promise<void> {
  await park(db, [event], reason);
  log.error({ eventId: event.event.id, reason }, 'OpenMeter refused an event; it is parked');
}

async function postpone(db: Database, events: OutboxEvent[], error: unknown): Promise<void> {
  const attempts = Math.max(...events.map((event) => event.attempts));
  const delayMs = backoffMs(attempts);
  const reason = error instanceof Error ? error.message : String(error);
  await retryLater(db, events, delayMs, reason);
  log.warn(
    { events: events.length, attempts, delayMs, reason },
    'OpenMeter could not be reached; events wait',
  );
}

/** 1 s, 2 s, 4 s … 5 min, each with up to as much again by chance, so that processes don't come back together. */
function backoffMs(attempts: number): number {
  const baseMs = Math.min(1_000 * 2 ** (attempts - 1), LONGEST_BACKOFF_MS);
  return baseMs + Math.random() * baseMs;
}
