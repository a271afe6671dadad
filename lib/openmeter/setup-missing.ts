import type { OpenMeter } from '@openmeter/sdk';
import { log } from '../log';
import { METERS } from './meters';
import { missingMeters } from './setup';

/** Says in the log which meters an OpenMeter lacks: it takes events without them, but has no figures. Never throws. */
export async function sayMissingMeters(openMeter: OpenMeter): Promise<void> {
  try {
    const meters = await missingMeters(openMeter, METERS);
    if (meters.length > 0) log.error({ meters }, 'OpenMeter lacks meters; run npm run openmeter:setup');
  } catch (error) {
    log.warn({ err: error }, 'OpenMeter could not be asked which meters it has');
  }
}
