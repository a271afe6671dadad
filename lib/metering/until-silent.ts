import { inTime } from '../in-time';

/** Reasoning models may say nothing for minutes. */
const LONGEST_SILENCE_MS = 5 * 60_000;

/**
 * What comes from upstream, until it has said nothing for too long in the middle of a reply. Only the wait for upstream
 * counts: while whoever reads waits for the database, nobody listens.
 *
 * @param hasBegun whether the reply has; before that upstream may take as long as the network lets it
 * @throws a TimeoutError when it has fallen silent, after it has been let go of
 */
export async function* untilSilent<T>(
  upstream: ReadableStream<T>,
  hasBegun: () => boolean,
): AsyncGenerator<T, void> {
  const reader = upstream.getReader();
  try {
    for (;;) {
      const { done, value } = await (hasBegun()
        ? inTime(LONGEST_SILENCE_MS, reader.read(), silence)
        : reader.read());
      if (done) return;
      yield value;
    }
  } finally {
    // Of a stream that failed this fails with the same error.
    await reader.cancel();
  }
}

function silence(): Error {
  return new DOMException(`Upstream said nothing for ${LONGEST_SILENCE_MS} ms.`, 'TimeoutError');
}
