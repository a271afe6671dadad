import type { Database } from '@/lib/db/types';
import { Problem, problemResponse } from './http/problem';
import type { MeterDefinition } from './meters/definition';
import { createMissingMeters } from './meters/store';
import { answeringTogether, type Together } from './query/together';
import { answer } from './routes';

export { Problem } from './http/problem';
export type { MeterDefinition } from './meters/definition';
export { changeMeters, type Meter } from './meters/store';

/** The tenant that the app and all who have the key are. */
export const DEFAULT_NAMESPACE = 'default';

export interface EmbeddedOpenMeterOptions {
  /** Called for every request; not from within a transaction, since PGlite has one connection. */
  db: () => Promise<Database>;
  /** The tenant. Tenants never see each other. */
  namespace?: string;
  /** Meters that exist from the first request on. One whose slug is there already is left as it is. */
  meters?: readonly MeterDefinition[];
  now?: () => Date;
}

/**
 * OpenMeter's HTTP API for events and meters, on our own database, as one function:
 *
 *     const fetch = createEmbeddedOpenMeter({ db: getDb, meters: METERS });
 *     const client = new OpenMeter({ baseUrl: 'http://embedded.openmeter', fetch });
 *
 * Every answer to a wrong request is a problem body. Sums are exact (numeric in Postgres) and rounded once, when
 * they are printed, to the nearest float64; ClickHouse adds up floats, so it may differ in the last digits.
 *
 * @returns a function that rejects as `fetch` does: when the database fails, and when the request's signal says so. What
 * was begun by then may still be done, as when the answer of a server is lost
 */
export function createEmbeddedOpenMeter({
  db,
  namespace = DEFAULT_NAMESPACE,
  meters = [],
  now = () => new Date(),
}: EmbeddedOpenMeterOptions): (request: Request) => Promise<Response> {
  let provided: Promise<unknown> | undefined;

  /** Once; again at the next request if it failed. */
  function provideMeters(database: Database): Promise<unknown> {
    provided ??= createMissingMeters(database, namespace, meters, now()).catch((error) => {
      provided = undefined;
      throw error;
    });
    return provided;
  }

  let together: { database: Database; answers: Together } | undefined;

  /** The same for all requests, as long as the database is the same. */
  function togetherOn(database: Database): Together {
    if (together?.database !== database)
      together = { database, answers: answeringTogether(database, namespace) };
    return together.answers;
  }

  async function answerTo(request: Request): Promise<Response> {
    const database = await db();
    await provideMeters(database);
    try {
      return await answer({ db: database, namespace, now, together: togetherOn(database) }, request);
    } catch (error) {
      if (error instanceof Problem) return problemResponse(error);
      throw error;
    }
  }

  return (request) => unlessAborted(request.signal, () => answerTo(request));
}

function unlessAborted<T>(signal: AbortSignal, work: () => Promise<T>): Promise<T> {
  return new Promise((resolve, reject) => {
    const abort = () => reject(signal.reason);
    if (signal.aborted) return abort();
    signal.addEventListener('abort', abort, { once: true });
    work()
      .then(resolve, reject)
      .finally(() => signal.removeEventListener('abort', abort));
  });
}
