import type { OpenMeter } from '@openmeter/sdk';
import type { Database } from '../db/types';

/** Where the page's figures come from: the ledger and the meter. */
export interface Sources {
  getDb: () => Promise<Database>;
  openMeter: OpenMeter;
}
