/** So long a body that is read no further may take to end by itself. */
const ENDS_WITHIN_MS = 500;

/**
 * Leaves a body that is read no further a moment to end, and then cancels it: a connection whose answer has ended is used again;
 * one whose answer is cut off is not.
 */
export function letEnd(body: ReadableStreamDefaultReader<Uint8Array>, cancel: () => void): void {
  const timer = setTimeout(cancel, ENDS_WITHIN_MS);
  const end = () => {
    clearTimeout(timer);
    cancel();
  };
  readToEnd(body).then(end, end);
}

async function readToEnd(body: ReadableStreamDefaultReader<Uint8Array>): Promise<void> {
  for (let isOver = false; !isOver; ) isOver = (await body.read()).done;
}
