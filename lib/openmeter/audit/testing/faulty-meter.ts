import { randomUUID } from 'node:crypto';
import { OpenMeter } from '@openmeter/sdk';
import type { Database } from '@/lib/db/types';
import { createEmbeddedOpenMeter } from '@/lib/embedded/openmeter';
import type { UsageEvent } from '../../event';
import { METERS } from '../../meters';

/** What may go wrong between the app and the meter's books. */
interface Mishap {
  /** Changes what the meter keeps, or loses it. */
  keeps?: (event: UsageEvent) => UsageEvent | undefined;
  /** What the meter answers in place of its own answer. */
  answers?: () => Response;
  /** Runs before the meter answers its first query. */
  beforeQuery?: () => Promise<void>;
}

/** An embedded meter of its own on a database, which can be made to go wrong. */
export function faultyMeter(db: Database) {
  const mishap: Mishap = {};
  const serve = createEmbeddedOpenMeter({ db: async () => db, meters: METERS, namespace: randomUUID() });
  const client = new OpenMeter({
    baseUrl: 'http://embedded.openmeter',
    async fetch(request) {
      const { beforeQuery } = mishap;
      if (request.url.includes('/query') && beforeQuery) {
        mishap.beforeQuery = undefined;
        await beforeQuery();
      }
      return request.method === 'POST' ? ingest(request) : serve(request);
    },
  });
  return { client, mishap };

  async function ingest(request: Request): Promise<Response> {
    const events: UsageEvent[] = await request.json();
    const kept = events.flatMap((event) => (mishap.keeps ? (mishap.keeps(event) ?? []) : event));
    const response = await serve(new Request(request, { body: JSON.stringify(kept) }));
    return mishap.answers?.() ?? response;
  }
}
