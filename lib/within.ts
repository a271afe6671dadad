/**
 * Does something with a signal that aborts once so many milliseconds are over, and is let go of when it is done.
 *
 * `AbortSignal.timeout` is let go of only when its time is over, if something still listens to it, and with it all that
 * belongs to the request in which it was made: of a thousand short calls with a long limit, a thousand requests.
 *
 * @throws whatever `work` does; when the time is over, that is up to what it does with the signal
 */
export async function within<T>(limitMs: number, work: (signal: AbortSignal) => Promise<T>): Promise<T> {
  const controller = new AbortController();
  const timer = setTimeout(
    () => controller.abort(new DOMException(`It took longer than ${limitMs} ms.`, 'TimeoutError')),
    limitMs,
  );
  try {
    return await work(controller.signal);
  } finally {
    clearTimeout(timer);
  }
}
