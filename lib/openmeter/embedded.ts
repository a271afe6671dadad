import 'server-only';
import { getDb } from '../db/client';
import { createEmbeddedOpenMeter } from '../embedded/openmeter';
import { METERS } from './meters';

let meter: ReturnType<typeof createEmbeddedOpenMeter> | undefined;

/** The app's embedded meter, on its database: a function like `fetch`. */
export function embeddedMeter() {
  meter ??= createEmbeddedOpenMeter({ db: getDb, meters: METERS });
  return meter;
}
