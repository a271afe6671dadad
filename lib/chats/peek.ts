/**
 * Reads a sequence up to the first item that matters, and gives that item and the whole sequence, with nothing taken
 * from it. So an error can still be answered with a status of its own, before the response has begun.
 */
export async function peek<T>(
  source: AsyncIterable<T>,
  matters: (item: T) => boolean,
): Promise<{ first: T | undefined; all: AsyncIterable<T> }> {
  const iterator = source[Symbol.asyncIterator]();
  const seen: T[] = [];
  let first: T | undefined;
  while (first === undefined) {
    const { done, value } = await iterator.next();
    if (done) break;
    seen.push(value);
    if (matters(value)) first = value;
  }
  return { first, all: concat(seen, iterator) };
}

async function* concat<T>(seen: T[], rest: AsyncIterator<T>): AsyncIterable<T> {
  yield* seen;
  for (let next = await rest.next(); !next.done; next = await rest.next()) yield next.value;
}
