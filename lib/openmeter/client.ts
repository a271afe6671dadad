import 'server-only';
import { OpenMeter } from '@openmeter/sdk';
import { env } from '../env';
import { embeddedMeter } from './embedded';

let client: OpenMeter | undefined;

/** OpenMeter by `OPENMETER_URL`, otherwise the embedded meter on our database: the same client for both. */
export function openMeter(): OpenMeter {
  client ??= env.OPENMETER_URL
    ? new OpenMeter({ baseUrl: env.OPENMETER_URL, apiKey: env.OPENMETER_API_KEY })
    : // The SDK wants an absolute address; nothing is sent there.
      new OpenMeter({ baseUrl: 'http://embedded.openmeter', fetch: embeddedMeter() });
  return client;
}
