import { randomUUID } from 'node:crypto';
import type { Database } from '@/lib/db/types';
import type { UsageEvent } from '../../event';
import { embeddedClient, type Fetch } from '../../testing/embedded-client';

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
  const client = embeddedClient(db, {
    namespace: randomUUID(),
    async answer(request, meter) {
      const { beforeQuery } = mishap;
      if (request.url.includes('/query') && beforeQuery) {
        mishap.beforeQuery = undefined;
        await beforeQuery();
      }
      return request.method === 'POST' ? ingest(request, meter) : meter(request);
    },
  });
  return { client, mishap };

  async function ingest(request: Request, meter: Fetch): Promise<Response> {
    const events: UsageEvent[] = await request.json();
    const kept = events.flatMap((event) => (mishap.keeps ? (mishap.keeps(event) ?? []) : event));
    const response = await meter(new Request(request, { body: JSON.stringify(kept) }));
    return mishap.answers?.() ?? response;
  }
}
