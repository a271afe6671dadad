/**
 * What is at the bottom of an error, in its own words. `fetch` says no more than "fetch failed", and an error of a
 * statement repeats the statement.
 */
export function firstCause(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  if (error.cause instanceof Error) return firstCause(error.cause);
  // Node's, of a host with several addresses: none answered, and its own message is empty.
  if (error instanceof AggregateError) return error.errors.map(firstCause).join('; ');
  return error.message;
}
