import 'server-only';
import { getDb } from '../db/client';
import { log } from '../log';
import { openMeter } from './client';
import { deliverDue } from './deliver-due';

/** Events of other processes, and those whose time to be tried again has come, are found within this time. */
const INTERVAL_MS = 2_000;
/** Replies that end together are sent together: a batch costs little more than an event. */
const GATHER_MS = 500;

interface RelayState {
  running: Promise<void> | undefined;
  /** The run after it, for all who ask while it is under way. */
  next: Promise<void> | undefined;
  gathering: boolean;
}

declare global {
  /** One relay a process: development reloads modules, but never `globalThis`. */
  var tokentallyRelay: RelayState | undefined;
}

/** Sends everything that is due now to OpenMeter. Never throws: what could not be sent stays in the outbox. */
export function relay(): Promise<void> {
  const state = relayState();
  if (!state.running) return run(state);
  // A run under way may have looked for the last time already.
  state.next ??= state.running.then(() => {
    state.next = undefined;
    return state.running ?? run(state);
  });
  return state.next;
}

function run(state: RelayState): Promise<void> {
  state.running = relayAll().finally(() => {
    state.running = undefined;
  });
  return state.running;
}

/** Says that there is something to send: it is, in a moment. */
export function kickRelay(): void {
  const state = relayState();
  if (state.gathering) return;
  state.gathering = true;
  setTimeout(() => {
    state.gathering = false;
    void relay();
  }, GATHER_MS).unref();
}

/** Lets the relay run by itself, on a server. */
export function startRelay(): void {
  setInterval(() => void relay(), INTERVAL_MS).unref();
}

function relayState(): RelayState {
  globalThis.tokentallyRelay ??= { running: undefined, next: undefined, gathering: false };
  return globalThis.tokentallyRelay;
}

async function relayAll(): Promise<void> {
  try {
    await deliverDue(await getDb(), openMeter());
  } catch (error) {
    log.error({ err: error }, 'the outbox could not be read; its events are sent later');
  }
}
