import { log } from '../log';

/** What a part of the page is drawn from: read, or not readable right now. */
export type Reading<T> = { ok: true; value: T } | { ok: false };

/** One part of what was read together. */
export function partOf<T, Name extends keyof T>(read: Reading<T>, name: Name): Reading<T[Name]> {
  return read.ok ? { ok: true, value: read.value[name] } : read;
}

/** Reads something for one part of a page: a failure is logged and leaves the other parts alone. */
export async function reading<T>(what: string, read: () => Promise<T>): Promise<Reading<T>> {
  try {
    return { ok: true, value: await read() };
  } catch (error) {
    log.error({ err: error, what }, 'a part of the billing page could not be read');
    return { ok: false };
  }
}

/** Waits for all of them, but not for longer: whether all are there. */
export async function allWithin(limitMs: number, promises: readonly Promise<unknown>[]): Promise<boolean> {
  let timer: NodeJS.Timeout | undefined;
  const tooLate = new Promise<false>((done) => {
    timer = setTimeout(() => done(false), limitMs);
  });
  try {
    return await Promise.race([Promise.all(promises).then(() => true), tooLate]);
  } finally {
    clearTimeout(timer);
  }
}
