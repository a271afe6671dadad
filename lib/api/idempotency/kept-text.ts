/** As long as a request may be. */
export const LONGEST_KEPT_BYTES = 4 * 1024 * 1024;

/**
 * Reads a body to its end. Null as soon as it is longer than is kept: the rest is left to the caller alone, so that what the
 * caller doesn't read is seen to wait.
 */
export async function keptText(body: ReadableStream<Uint8Array> | undefined): Promise<string | null> {
  const decoder = new TextDecoder();
  const reader = body?.getReader();
  let text = '';
  let sizeBytes = 0;
  for (;;) {
    const { done, value } = (await reader?.read()) ?? { done: true };
    if (done) return text + decoder.decode();
    sizeBytes += value.byteLength;
    if (sizeBytes > LONGEST_KEPT_BYTES) break;
    text += decoder.decode(value, { stream: true });
  }
  // Not waited for: a half of a body counts as cancelled once the other half is.
  void reader?.cancel();
  return null;
}
