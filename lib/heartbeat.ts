/** How often who lives says so: well within `DEAD_AFTER_MS`, after which others take who is silent for dead. */
export const BEAT_MS = 2_000;

/**
 * Says something every two seconds, as that a process lives.
 *
 * @param tell is told why a beat failed; the next one comes all the same
 * @returns what ends it
 */
export function heartbeat(beat: () => Promise<unknown>, tell: (err: unknown) => void): () => void {
  const timer = setInterval(() => void beat().catch(tell), BEAT_MS).unref();
  return () => clearInterval(timer);
}
