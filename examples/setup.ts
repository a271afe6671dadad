import { PGlite } from '@electric-sql/pglite';
import { OpenMeter } from '@openmeter/sdk';
import OpenAI from 'openai';
import { migrate } from '@/lib/db/migrate';
import { pgliteConnection } from '@/lib/db/pglite';
import { createDemoUpstream } from '@/lib/embedded/openai';
import { createEmbeddedOpenMeter } from '@/lib/embedded/openmeter';
import { METERS } from '@/lib/openmeter/meters';

const { OPENAI_API_KEY, OPENMETER_URL, OPENMETER_API_KEY } = process.env;

/** OpenAI; without a key, the demo in its place. */
export const openai = OPENAI_API_KEY
  ? new OpenAI()
  : new OpenAI({ apiKey: 'demo', baseURL: 'http://demo/v1', fetch: createDemoUpstream() });

export const model = process.env.MODEL ?? (OPENAI_API_KEY ? 'gpt-6-luna' : 'tokentally-demo');

/** OpenMeter; without an address, the embedded meter in its place, with a database in memory. */
export const { openmeter, close } = OPENMETER_URL
  ? { openmeter: new OpenMeter({ baseUrl: OPENMETER_URL, apiKey: OPENMETER_API_KEY }), close: async () => {} }
  : await openEmbeddedMeter();

async function openEmbeddedMeter() {
  const connection = pgliteConnection(await PGlite.create());
  await migrate(connection);
  const fetch = createEmbeddedOpenMeter({ db: async () => connection.db, meters: METERS });
  const openmeter = new OpenMeter({ baseUrl: 'http://embedded.openmeter', fetch });
  // Left open, it keeps the program for ten seconds more.
  return { openmeter, close: () => connection.close() };
}
