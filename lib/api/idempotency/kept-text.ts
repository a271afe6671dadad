/** As long as a request may be. */
export const LONGEST_KEPT_BYTES = 4 * 1024 * 1024;

/** Reads a body to its end. Null when it is longer than is kept: what is over by then is let go of at once. */
export async function keptText(body: ReadableStream<Uint8Array> | undefined): Promise<string | null> {
  const decoder = new TextDecoder();
  const reader = body?.getReader();
  let text = '';
  let sizeBytes = 0;
  for (;;) {
    const { done, value } = (await reader?.read()) ?? { done: true };
    if (done) break;
    sizeBytes += value.byteLength;
    text = sizeBytes > LONGEST_KEPT_BYTES ? '' : text + decoder.decode(value, { stream: true });
  }
  return sizeBytes > LONGEST_KEPT_BYTES ? null : text + decoder.decode();
}
