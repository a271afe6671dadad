import { log } from '@/lib/log';

/** What a part of the page is drawn from: read, or not readable right now. */
export type Reading<T> = { ok: true; value: T } | { ok: false };

/** Reads something for one part of a page: a failure is logged and leaves the other parts alone. */
export async function reading<T>(what: string, read: () => Promise<T>): Promise<Reading<T>> {
  try {
    return { ok: true, value: await read() };
  } catch (error) {
    log.error({ err: error, what }, 'a part of the billing page could not be read');
    return { ok: false };
  }
}

/** The value of a reading, mapped. */
export function mapReading<T, U>(read: Reading<T>, map: (value: T) => U): Reading<U> {
  return read.ok ? { ok: true, value: map(read.value) } : read;
}
