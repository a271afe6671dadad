import 'server-only';
import { OpenMeter } from '@openmeter/sdk';
import { getDb } from '../db/client';
import { createEmbeddedOpenMeter } from '../embedded/openmeter';
import { env } from '../env';
import { METERS } from './meters';

let client: OpenMeter | undefined;

/** OpenMeter by `OPENMETER_URL`, otherwise the embedded meter on our database: the same client for both. */
export function openMeter(): OpenMeter {
  client ??= env.OPENMETER_URL
    ? new OpenMeter({ baseUrl: env.OPENMETER_URL, apiKey: env.OPENMETER_API_KEY })
    : new OpenMeter({
        // The SDK wants an absolute address; nothing is sent there.
        baseUrl: 'http://embedded.openmeter',
        fetch: createEmbeddedOpenMeter({ db: getDb, meters: METERS }),
      });
  return client;
}
