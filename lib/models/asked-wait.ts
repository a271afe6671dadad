/**
 * How long upstream asks to be left alone, in ms: OpenAI's milliseconds, then seconds or a date, read as the SDK does.
 * 0 where nothing is asked.
 */
export function askedWaitMs(headers: Record<string, string> = {}): number {
  const wait = headers['retry-after'] ?? '';
  const readings = [parseFloat(headers['retry-after-ms'] ?? ''), parseFloat(wait) * 1000];
  return [...readings, Date.parse(wait) - Date.now()].find((ms) => !Number.isNaN(ms)) ?? 0;
}
