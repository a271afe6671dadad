import { OpenMeter } from '@openmeter/sdk';
import type { Database } from '@/lib/db/types';
import { createEmbeddedOpenMeter, type EmbeddedOpenMeterOptions } from '@/lib/embedded/openmeter';
import { METERS } from '../meters';

export type Fetch = ReturnType<typeof createEmbeddedOpenMeter>;

interface Options extends Pick<EmbeddedOpenMeterOptions, 'namespace' | 'meters'> {
  /** Answers in the meter's place, which it is given. */
  answer?: (request: Request, meter: Fetch) => Promise<Response>;
}

/** OpenMeter's SDK on the embedded meter of a database, with the app's meters unless others are given. */
export function embeddedClient(
  db: Database,
  { answer = (request, meter) => meter(request), ...options }: Options = {},
): OpenMeter {
  const meter = createEmbeddedOpenMeter({ db: async () => db, meters: METERS, ...options });
  return new OpenMeter({ baseUrl: 'http://embedded.openmeter', fetch: (request) => answer(request, meter) });
}
