import 'server-only';
import { getDb } from '../db/client';
import type { Database } from '../db/types';
import { Checkpointer } from './checkpointer';

/** What metering works with. */
export interface Metering {
  db: Database;
  checkpointer: Checkpointer;
}

declare global {
  /** One a process, as it knows which generations the process runs. */
  var tokentallyCheckpointer: Checkpointer | undefined;
}

/** The metering of this process. */
export async function getMetering(): Promise<Metering> {
  globalThis.tokentallyCheckpointer ??= new Checkpointer(getDb);
  return { db: await getDb(), checkpointer: globalThis.tokentallyCheckpointer };
}
