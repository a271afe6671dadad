import { HTTPError, type OpenMeter } from '@openmeter/sdk';
import type { Database } from '../db/types';
import { log } from '../log';
import { claimEvents, markDelivered, type OutboxEvent, park, retryLater } from './outbox';

export const BATCH_SIZE = 500;
const TIMEOUT_MS = 10_000;
/** Well over the time-out, so that a batch under way is never taken by another process. */
const LEASE_MS = 60_000;
const LONGEST_BACKOFF_MS = 5 * 60_000;

export interface Delivery {
  delivered: number;
  parked: number;
  retried: number;
}

/**
 * Sends one batch of the outbox to OpenMeter. Events that OpenMeter refuses are found by halving the batch, and
 * parked; when it can't be reached, all are tried again later, each time later than the last.
 *
 * @returns what became of the batch; nothing of anything when no event is due
 */
export async function deliverBatch(db: Database, openMeter: OpenMeter): Promise<Delivery> {
  const events = await claimEvents(db, { limit: BATCH_SIZE, leaseMs: LEASE_MS });
  if (events.length === 0) return { delivered: 0, parked: 0, retried: 0 };
  return deliver(db, openMeter, events);
}

async function deliver(db: Database, openMeter: OpenMeter, events: OutboxEvent[]): Promise<Delivery> {
  try {
    await openMeter.events.ingest(events.map(toSdkEvent), { signal: AbortSignal.timeout(TIMEOUT_MS) });
  } catch (error) {
    if (!isRefusal(error)) return postpone(db, events, error);
    const [only, ...others] = events;
    if (only && others.length === 0) return setAside(db, only, error);
    const half = Math.ceil(events.length / 2);
    const first = await deliver(db, openMeter, events.slice(0, half));
    const second = await deliver(db, openMeter, events.slice(half));
    return sum(first, second);
  }
  await markDelivered(db, events);
  return { delivered: events.length, parked: 0, retried: 0 };
}

/** Whether OpenMeter read the batch and said no to something in it. A wrong key or address is not the events' fault. */
function isRefusal(error: unknown): error is HTTPError {
  return error instanceof HTTPError && (error.status === 400 || error.status === 413 || error.status === 422);
}

async function setAside(db: Database, event: OutboxEvent, error: HTTPError): Promise<Delivery> {
  await park(db, [event], error.message);
  log.error({ eventId: event.event.id, reason: error.message }, 'OpenMeter refused an event; it is parked');
  return { delivered: 0, parked: 1, retried: 0 };
}

async function postpone(db: Database, events: OutboxEvent[], error: unknown): Promise<Delivery> {
  const attempts = Math.max(...events.map((event) => event.attempts));
  const delayMs = backoffMs(attempts);
  const reason = error instanceof Error ? error.message : String(error);
  await retryLater(db, events, delayMs, reason);
  log.warn(
    { events: events.length, attempts, delayMs, reason },
    'OpenMeter could not be reached; events wait',
  );
  return { delivered: 0, parked: 0, retried: events.length };
}

/** 1 s, 2 s, 4 s … 5 min, each with up to as much again by chance, so that processes don't come back together. */
function backoffMs(attempts: number): number {
  const baseMs = Math.min(1_000 * 2 ** (attempts - 1), LONGEST_BACKOFF_MS);
  return baseMs + Math.random() * baseMs;
}

function toSdkEvent({ event }: OutboxEvent) {
  return { ...event, time: new Date(event.time) };
}

function sum(a: Delivery, b: Delivery): Delivery {
  return {
    delivered: a.delivered + b.delivered,
    parked: a.parked + b.parked,
    retried: a.retried + b.retried,
  };
}
