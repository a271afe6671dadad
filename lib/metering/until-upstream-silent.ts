/** Reasoning models may say nothing for minutes. */
const LONGEST_SILENCE_MS = 5 * 60_000;

/**
 * What comes from upstream, until it has said nothing for too long in the middle of a reply. Only the wait for upstream
 * counts: while whoever reads waits for the database, nobody listens.
 *
 * @param hasBegun whether the reply has; before that only the limits of `upstreamFetch` hold
 * @throws a TimeoutError when it has fallen silent
 */
export async function* untilUpstreamSilent<T>(
  upstream: ReadableStream<T>,
  hasBegun: () => boolean,
): AsyncGenerator<T, void> {
  const reader = upstream.getReader();
  let isWaiting = false;
  let isSilent = false;
  // One for all parts: a timer and a race for each would be most of what passing a part on costs.
  const timer = setTimeout(() => {
    isSilent = isWaiting && hasBegun();
    // It ends the wait, whether upstream can be told so or not.
    if (isSilent) reader.cancel().catch(() => {});
  }, LONGEST_SILENCE_MS);
  try {
    for (;;) {
      timer.refresh();
      isWaiting = true;
      const { done, value } = await reader.read();
      isWaiting = false;
      if (isSilent)
        throw new DOMException(`Upstream said nothing for ${LONGEST_SILENCE_MS} ms.`, 'TimeoutError');
      if (done) return;
      yield value;
    }
  } finally {
    clearTimeout(timer);
    // Of a stream that failed this fails with the same error.
    await reader.cancel();
  }
}
