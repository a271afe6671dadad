import 'server-only';
import { OpenMeter } from '@openmeter/sdk';
import { env } from '../env';
import { embeddedMeter } from './embedded';
import { remoteOpenMeter } from './remote';

let client: OpenMeter | undefined;

/** OpenMeter by `OPENMETER_URL`, otherwise the embedded meter on our database: the same client for both. */
export function openMeter(): OpenMeter {
  client ??= env.OPENMETER_URL
    ? remoteOpenMeter(env.OPENMETER_URL, env.OPENMETER_API_KEY)
    : // The SDK wants an absolute address; nothing is sent there.
      new OpenMeter({ baseUrl: 'http://embedded.openmeter', fetch: embeddedMeter() });
  return client;
}
