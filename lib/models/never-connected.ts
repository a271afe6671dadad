import { buildConnector } from 'undici';

const connect = buildConnector({});

/** Connects as undici does, but marks the error with which no connection came about, for `neverConnected`. */
export const markingConnect: buildConnector.connector = (options, callback) => {
  connect(options, (...outcome) => {
    const [error] = outcome;
    // On the error itself, which clients of models pass on as a cause of theirs.
    if (error) Object.assign(error, { neverConnected: true });
    callback(...outcome);
  });
};

/**
 * Whether this is the error with which `markingConnect` failed, TLS included, or a `LeftBeforeSentError`, so that nothing had
 * been sent. Its code would not tell: a handshake that is reset has that of a connection that broke.
 */
export function neverConnected(error: Error): boolean {
  return 'neverConnected' in error;
}
