import { PGlite } from '@electric-sql/pglite';
import { OpenMeter } from '@openmeter/sdk';
import OpenAI from 'openai';
import { migrate } from '@/lib/db/migrate';
import { pgliteConnection } from '@/lib/db/pglite';
import { createDemoUpstream } from '@/lib/embedded/openai';
import { createEmbeddedOpenMeter } from '@/lib/embedded/openmeter';
import { METERS } from '@/lib/openmeter/meters';
import { RedirectedError, remoteOpenMeter } from '@/lib/openmeter/remote';
import { missingMeters } from '@/lib/openmeter/setup';

const { OPENAI_API_KEY, OPENMETER_URL, OPENMETER_API_KEY } = process.env;

/** Those of the app over what is reported here, which has no cost. */
const meters = METERS.filter(({ slug }) => slug !== 'cost_usd');

/** OpenAI; without a key, the demo in its place. */
export const openai = OPENAI_API_KEY
  ? new OpenAI()
  : new OpenAI({ apiKey: 'demo', baseURL: 'http://demo/v1', fetch: createDemoUpstream() });

/** Without MODEL, one that is there. */
export const model = process.env.MODEL ?? (OPENAI_API_KEY ? 'gpt-6-luna' : 'tokentally-demo');

/** OpenMeter; without an address, the embedded meter in its place, with a database in memory. `end` goes last. */
export const { openmeter, end } = OPENMETER_URL
  ? await openRemoteMeter(OPENMETER_URL)
  : await openEmbeddedMeter();

/** Ends the program where nothing could be reported, before the model is called and has to be paid for. */
async function openRemoteMeter(baseUrl: string) {
  const openmeter = remoteOpenMeter(baseUrl, OPENMETER_API_KEY);
  const missing = await missingMeters(openmeter, meters).catch((error: unknown) => {
    if (error instanceof RedirectedError) endWith(error.message);
    throw error;
  });
  if (missing.length > 0) {
    endWith(`OpenMeter lacks the meters ${missing.join(', ')}. Make them with \`npm run openmeter:setup\`.`);
  }
  const end = async () =>
    console.log('OpenMeter counts a call some seconds after it was reported: this one may be missing yet.');
  return { openmeter, end };
}

function endWith(sentence: string): never {
  console.error(sentence);
  process.exit(1);
}

async function openEmbeddedMeter() {
  const connection = pgliteConnection(await PGlite.create());
  await migrate(connection);
  const fetch = createEmbeddedOpenMeter({ db: async () => connection.db, meters });
  const openmeter = new OpenMeter({ baseUrl: 'http://embedded.openmeter', fetch });
  // Left open, it keeps the program for ten seconds more.
  return { openmeter, end: () => connection.close() };
}
