/**
 * Reads a stream up to the first part that matters, and gives that part and the whole stream, with nothing taken from
 * it. So an error can still be answered with a status of its own, before the response has begun.
 */
export async function peek<T>(
  source: ReadableStream<T>,
  matters: (part: T) => boolean,
): Promise<{ first: T | undefined; stream: ReadableStream<T> }> {
  const reader = source.getReader();
  const seen: T[] = [];
  let first: T | undefined;
  while (first === undefined) {
    const { done, value } = await reader.read();
    if (done) break;
    seen.push(value);
    if (matters(value)) first = value;
  }
  const stream = new ReadableStream<T>({
    start(queue) {
      for (const part of seen) queue.enqueue(part);
    },
    async pull(queue) {
      const { done, value } = await reader.read();
      if (done) queue.close();
      else queue.enqueue(value);
    },
    cancel: (reason) => reader.cancel(reason),
  });
  return { first, stream };
}
