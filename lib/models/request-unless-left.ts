import { type Agent, type Dispatcher, request } from 'undici';

/** Who asked left before the request was written, so that nothing of it was sent: `neverConnected` knows it. */
export class LeftBeforeSentError extends Error {
  /** By this name the clients of models know that nothing is to be tried again. */
  override readonly name = 'AbortError';
  readonly neverConnected = true;

  /** @param reason of the signal */
  constructor(reason: unknown) {
    super('The request was ended before it was sent.', { cause: reason });
  }
}

type Options = Pick<Dispatcher.RequestOptions, 'headers' | 'body'> & {
  method: 'GET' | 'POST';
  signal?: AbortSignal | null;
};

/**
 * `request` of undici, which rejects at once when the signal is aborted: undici itself waits for its connection first, and then
 * doesn't tell whether the request was written.
 *
 * @throws LeftBeforeSentError when it was not, and never will be
 */
export async function requestUnlessLeft(
  agent: Agent,
  url: string | URL,
  { signal, ...options }: Options,
): Promise<Dispatcher.ResponseData> {
  if (!signal) return request(url, { ...options, dispatcher: agent });
  if (signal.aborted) throw new LeftBeforeSentError(signal.reason);
  let isWritten = false;
  const dispatcher = agent.compose((dispatch) => (target, handler) => {
    const onConnect = handler.onConnect?.bind(handler);
    // undici calls it in the moment in which it writes, but doesn't write where the signal was aborted before.
    handler.onConnect = (abort) => {
      isWritten = true;
      onConnect?.(abort);
    };
    return dispatch(target, handler);
  });
  return new Promise((resolve, reject) => {
    const leave = () => {
      if (!isWritten) reject(new LeftBeforeSentError(signal.reason));
    };
    signal.addEventListener('abort', leave);
    request(url, { ...options, signal, dispatcher })
      .finally(() => signal.removeEventListener('abort', leave))
      .then(resolve, reject);
  });
}
