import { setTimeout as wait } from 'node:timers/promises';
import type { App } from '../e2e/support/app';
import type { unfinished } from './books';

const LOOK_AGAIN_MS = 2_000;
/** The longest run so far took seconds; a recovery that has stopped takes for ever. */
const WITHIN_MS = 10 * 60_000;
const LAST_WORDS = 2_000;

export interface Settling {
  app: App;
  start(): Promise<App>;
  /** Whether the app must be stopped to look inside its database. */
  isExclusive: boolean;
  look(): ReturnType<typeof unfinished>;
}

/**
 * Resolves when no generation is open and no event waits; with an app that runs.
 *
 * @throws Error when that is still not so after ten minutes
 */
export async function settleDown(
  { app, start, isExclusive, look }: Settling,
  { lookAgainMs = LOOK_AGAIN_MS, withinMs = WITHIN_MS } = {},
): Promise<App> {
  const giveUpAt = performance.now() + withinMs;
  let running = app;
  for (;;) {
    await wait(lookAgainMs);
    if (isExclusive) await running.stop();
    const { openGenerations, pendingEvents } = await look();
    const isSettled = openGenerations === 0 && pendingEvents === 0;
    if (!isSettled && performance.now() >= giveUpAt) {
      throw new Error(
        `After ${withinMs / 60_000} minutes ${openGenerations} generations are still open, and ${pendingEvents} events ` +
          `wait for the meter. Find out why the recovery or the relay does not end; what the app said last:\n` +
          running.output().slice(-LAST_WORDS),
      );
    }
    if (isExclusive) running = await start();
    if (isSettled) return running;
  }
}
